/** Months as a calendar sheet shows them. Days are texts such as "2026-12-24", which belong to no zone. */

const DAY = 86_400_000;

/** A month such as "2026-12", or `null` for what is none. */
export function monthOf(text: string | undefined): string | null {
  return text && /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : null;
}

/** Today, as the clocks of a zone show it. */
export function today(timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" }).format(new Date());
}

/** The month so many months later, or earlier. */
export function monthsLater(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** Its first and its last day. */
export function daysOf(month: string): { first: string; last: string } {
  const next = Date.parse(`${monthsLater(month, 1)}-01`);
  return { first: `${month}-01`, last: dayAt(next - DAY) };
}

/** The weeks of a month, each with seven days, those of other months included. */
export function weeksOf(month: string, locale: string): string[][] {
  const { first, last } = daysOf(month);
  const begin = Date.parse(first);
  const before = (new Date(begin).getUTCDay() - firstWeekday(locale) + 7) % 7;
  const weeks: string[][] = [];
  for (let week = begin - before * DAY; week <= Date.parse(last); week += 7 * DAY) {
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((day) => dayAt(week + day * DAY)));
  }
  return weeks;
}

/** Every day from one to another, both included; at most `most`. */
export function daysBetween(first: string, last: string, most = 62): string[] {
  const days: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last) && days.length < most; at += DAY) days.push(dayAt(at));
  return days;
}

/** A month or a day in words. */
export function inWords(day: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(new Date(day));
}

function dayAt(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

/** The day on which weeks begin where a language is spoken: 0 is Sunday. */
function firstWeekday(locale: string): number {
  interface Known {
    weekInfo?: { firstDay: number };
    getWeekInfo?: () => { firstDay: number };
  }
  const known = new Intl.Locale(locale) as Known;
  return ((known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1) % 7;
}
