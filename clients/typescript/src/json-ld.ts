/** Return JSON-LD as the text of a `script` element; nothing in it can end that element. */
export function jsonLd(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
