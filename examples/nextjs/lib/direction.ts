/** The direction in which a language is written. */

/** What browsers and servers know about a language; the method is the newer way to ask. */
interface Known {
  textInfo?: { direction: "ltr" | "rtl" };
  getTextInfo?: () => { direction: "ltr" | "rtl" };
}

/** "rtl" for a language that is written from right to left, such as "ar"; "ltr" for others, and for unknown ones. */
export function directionOf(locale: string): "ltr" | "rtl" {
  try {
    const known: Known = new Intl.Locale(locale) as Known;
    return (known.getTextInfo?.() ?? known.textInfo)?.direction ?? "ltr";
  } catch {
    return "ltr";
  }
}
