/** Rich text goes in as it is: it is HTML that the CMS has cleaned, with a handful of tags and no scripts. */
export function RichText({ html, className = "text" }: { html: string | null | undefined; className?: string }) {
  if (!html) return null;
  return <div className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
