/** What values are called on this site, and days as people read them. */
import type { EventPage, Rsvp } from "coalition-cms-client";

const STATUSES: Record<string, string> = {
  postponed: "Postponed",
  rescheduled: "New date",
  moved_online: "Moved online",
  cancelled: "Canceled",
};

/** What has become of an event: empty where all is as planned, and for a status that is not known here. */
export const statusInWords = (status: string | null | undefined) => STATUSES[status ?? ""] ?? "";

/** A value such as `in_cooperation`; those who speak or write need no word. */
export const roleInWords = (role: string) =>
  ["featured", "author"].includes(role) ? "" : role.charAt(0).toUpperCase() + role.slice(1).replaceAll("_", " ");

export const longDate = (day: string, locale: string) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));

/** Of an event or a draft of one. */
type Dates = Pick<EventPage, "start" | "end"> & Partial<Record<"status" | "date_note" | "all_day", unknown>>;

/** When an event takes place, as the clocks on the spot show it; whole days are days everywhere. */
export function times(event: Dates, locale: string): string {
  const { start, end, all_day: allDay, status, date_note: note } = event;
  if (!start || status === "postponed") return String(note || "Date to be announced");
  const clock = { hour: "numeric", minute: "2-digit", timeZone: start.timezone, timeZoneName: "short" } as const;
  const day = { weekday: "long", year: "numeric", month: "long", day: "numeric" } as const;
  const format = new Intl.DateTimeFormat(locale, { ...day, ...(allDay ? { timeZone: "UTC" } : clock) });
  const [from, to] = [start, end].map((moment) => moment && new Date(allDay ? moment.date : moment.utc));
  return to ? format.formatRange(from!, to) : format.format(from!);
}

const REASONS: Record<string, string> = {
  not_required: "There is no need to sign up.",
  not_open: "Not open yet.",
  full: "All places are taken.",
  closed: "Closed.",
  cancelled: "The event is canceled.",
};

/** How one signs up, or why not: an address to follow, or a sentence. */
export function signUp({ mode, state, url, email, phone, label }: Rsvp): { href?: string | null; words: string } {
  if (state !== "open") return { words: REASONS[state] ?? "" };
  if (mode === "invite_only") return { words: "By invitation only." };
  const href = mode === "email" ? `mailto:${email}` : mode === "phone" ? `tel:${phone}` : url;
  return { href, words: label || "Sign up" };
}
