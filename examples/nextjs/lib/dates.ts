/** Days and times as people read them, in the language of the page. */
import type { EventPage } from "./types";

/** A day such as "2017-06-16", written out. */
export function longDate(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}

/** An instant, as the clocks of a zone show it. */
export function longInstant(instant: string, timeZone: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { ...DATE, ...TIME, timeZone, timeZoneName: "short" });
  return format.format(new Date(instant));
}

const DATE = { weekday: "long", year: "numeric", month: "long", day: "numeric" } as const;
const TIME = { hour: "numeric", minute: "2-digit" } as const;

/** When an event takes place, as the clocks on the spot show it: "" where nobody knows yet. */
export function eventTimes(event: Pick<EventPage, "start" | "end" | "all_day">, locale: string): string {
  const { start, end, all_day: allDay } = event;
  if (!start) return "";
  // Whole days are days everywhere, so they are not moved between zones.
  const format = allDay
    ? new Intl.DateTimeFormat(locale, { ...DATE, timeZone: "UTC" })
    : new Intl.DateTimeFormat(locale, { ...DATE, ...TIME, timeZone: start.timezone, timeZoneName: "short" });
  const from = new Date(allDay ? start.date : start.utc);
  if (!end) return format.format(from);
  return format.formatRange(from, new Date(allDay ? end.date : end.utc));
}
