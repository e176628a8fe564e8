/** What the values of an event are called on this site. */
import type { EventPage, Host, Price, Rsvp, Speaker, Venue } from "./types";

export const EVENT_STATUSES: Record<NonNullable<EventPage["status"]>, string> = {
  scheduled: "",
  postponed: "Postponed",
  rescheduled: "New date",
  moved_online: "Moved online",
  cancelled: "Canceled",
};

/** What has become of an event, in a word; empty where all is as planned, and for a status that is not known here. */
export function statusInWords(status: string | null | undefined): string {
  return EVENT_STATUSES[status as keyof typeof EVENT_STATUSES] ?? "";
}

export const SPEAKER_ROLES: Record<Speaker["role"], string> = {
  keynote: "Keynote",
  featured: "",
  panelist: "Panelist",
  moderator: "Moderator",
  host: "Host",
};

export const HOST_ROLES: Record<Host["role"], string> = {
  host: "Host",
  cohost: "Co-host",
  in_cooperation: "In cooperation with",
  sponsor: "Sponsor",
};

export const ACCESSIBILITY: Record<string, string> = {
  step_free: "Step-free access",
  accessible_toilets: "Accessible toilets",
  hearing_loop: "Hearing loop",
  live_captions: "Live captions",
  sign_language: "Sign language",
  interpretation: "Interpretation",
  quiet_room: "Quiet room",
  childcare: "Childcare",
};

/** What a place or a stream offers to people who need it, in words. */
export function accessibilityInWords(feature: string, answer: string): string {
  const name = ACCESSIBILITY[feature] ?? feature.replaceAll("_", " ");
  if (answer === "no") return `No ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return answer === "on_request" ? `${name} on request` : name;
}

/** Where one signs up, or `null` where no address is needed or known. */
export function signUpAddress({ mode, url, email, phone }: Pick<Rsvp, "mode" | "url" | "email" | "phone">): string | null {
  switch (mode) {
    case "url":
      return url;
    case "email":
      return email ? `mailto:${email}` : null;
    case "phone":
      return phone ? `tel:${phone.replace(/[^+\d]/g, "")}` : null;
    default:
      return null;
  }
}

/** The lines of a postal address. */
export function addressLines(venue: Pick<Venue, "name" | "room" | "street" | "locality" | "region" | "postal_code" | "country">, locale: string): string[] {
  const country = venue.country && new Intl.DisplayNames(locale, { type: "region" }).of(venue.country);
  const town = [venue.locality, [venue.region, venue.postal_code].filter(Boolean).join(" ")].filter(Boolean).join(", ");
  return [[venue.name, venue.room].filter(Boolean).join(", "), venue.street, town, country ?? ""].filter(Boolean);
}

/** What an event costs, in the manner of the language; empty if only the note says it. */
export function priceInWords({ amount, currency }: Pick<Price, "amount" | "currency">, locale: string): string {
  if (amount === null) return "";
  if (Number(amount) === 0) return "Free";
  return currency
    ? new Intl.NumberFormat(locale, { style: "currency", currency }).format(Number(amount))
    : new Intl.NumberFormat(locale).format(Number(amount));
}

/** Where an event takes place, in a few words. */
export function placeInShort(event: {
  attendance_mode: EventPage["attendance_mode"];
  venue: Pick<Venue, "name" | "locality" | "note"> | null;
}): string {
  if (event.attendance_mode === "online") return "Online";
  const place = event.venue?.locality || event.venue?.name || event.venue?.note || "";
  return event.attendance_mode === "hybrid" ? [place, "online"].filter(Boolean).join(" and ") : place;
}
