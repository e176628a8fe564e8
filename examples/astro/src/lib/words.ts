/** Values of the API as people read them. */
const WORDS: Record<string, string> = { scheduled: "", rescheduled: "New date", cancelled: "Canceled" };

/** Return what a status, a role or another value is called: nothing, if an event takes place as planned. */
export const inWords = (value?: string | null) =>
  value ? (WORDS[value] ?? value.charAt(0).toUpperCase() + value.slice(1).replaceAll("_", " ")) : "";

export const longDate = (day?: string | null, locale = "en") =>
  day && new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
