/**
 * The typefaces of this site, served by itself: Newsreader for what is read, Figtree for labels. Both are under the SIL Open
 * Font License, which their packages bring along.
 *
 * `optional` shows a typeface that has not come in time only on the next page: words never move under the eyes of a reader.
 * Next.js gives each a fallback of the same size.
 */
import localFont from "next/font/local";

export const text = localFont({
  src: "../node_modules/@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2",
  weight: "200 800",
  variable: "--font-text",
  display: "optional",
  adjustFontFallback: "Times New Roman",
});

export const italic = localFont({
  src: "../node_modules/@fontsource-variable/newsreader/files/newsreader-latin-wght-italic.woff2",
  weight: "200 800",
  style: "italic",
  variable: "--font-italic",
  display: "optional",
  preload: false,
  adjustFontFallback: "Times New Roman",
});

export const labels = localFont({
  src: "../node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2",
  weight: "300 900",
  variable: "--font-labels",
  display: "optional",
  adjustFontFallback: "Arial",
});

/** For the letters of other languages that are written in Latin: fetched where there is one. */
export const textExtended = localFont({
  src: "../node_modules/@fontsource-variable/newsreader/files/newsreader-latin-ext-wght-normal.woff2",
  weight: "200 800",
  variable: "--font-text-extended",
  display: "optional",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF" }],
});

export const labelsExtended = localFont({
  src: "../node_modules/@fontsource-variable/figtree/files/figtree-latin-ext-wght-normal.woff2",
  weight: "300 900",
  variable: "--font-labels-extended",
  display: "optional",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, U+2C60-2C7F, U+A720-A7FF" }],
});

export const typefaces = [text, italic, labels, textExtended, labelsExtended].map(({ variable }) => variable).join(" ");
