import type { EditAttributes } from "coalition-cms-client";

/** Rich text goes in as it is: it is HTML that the CMS has cleaned, with a handful of tags and no scripts. */
export function RichText({ html, className = "text", edit }: { html: string | null | undefined; className?: string; edit?: EditAttributes }) {
  if (!html) return null;
  return <div className={className} {...edit} dangerouslySetInnerHTML={{ __html: html }} />;
}
