/** What search engines read about a page. */
export function JsonLd({ data }: { data: unknown }) {
  if (!data) return null;
  // A title may contain "</script>".
  const json = JSON.stringify(data).replaceAll("<", "\\u003c");
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
