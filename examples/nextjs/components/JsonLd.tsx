import { jsonLd } from "coalition-cms-client";

/** What search engines read about a page. */
export function JsonLd({ data }: { data: unknown }) {
  return data ? <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonLd(data) }} /> : null;
}
