/**
 * The status that the document is sent with. A page of Next.js can say 404 alone, and is then made in the browser;
 * server/plainDocuments.mjs reads this and sends the page that is here.
 */
export function DocumentStatus({ status }: { status: 404 | 410 }) {
  return <meta name="document-status" content={String(status)} />;
}
