import { read } from "@/lib/cms";
import type { EventPageListItem, List } from "@/lib/types";
import type { Level } from "../Heading";
import { Pagination } from "../Pagination";
import { EVENT_FIELDS, EventCard } from "./EventCard";

/** Which events: those to come, those of them that take place as far as one knows, the past, or all of some days. */
export type When = "coming" | "certain" | "past" | "days";

export interface EventFilters {
  topic?: string;
  attendance_mode?: string;
  from?: string;
  to?: string;
}

interface Properties {
  when: When;
  locale: string;
  limit?: number;
  level?: Level;
  filters?: EventFilters;
  cursor?: string;
  /** Cards side by side in place of rows. */
  cards?: boolean;
  /** Where the list can be read on, with the rest of its query string. Without it, this is only the beginning of one. */
  path?: string | null;
  query?: Record<string, string | undefined>;
}

const QUERIES = {
  coming: { phase: "ongoing,upcoming,unscheduled", order: "starts_at" },
  certain: { phase: "ongoing,upcoming", status: "scheduled,rescheduled,moved_online", order: "starts_at" },
  past: { phase: "past", order: "-starts_at" },
  days: { order: "starts_at" },
};
const LABELS = { coming: "events", certain: "events", past: "past events", days: "events" };
const NONE = {
  coming: "Nothing is planned right now.",
  certain: "Nothing is planned right now.",
  past: "There have been none yet.",
  days: "There is nothing on these days.",
};

/** Events that are coming, the next one first, or that are over, the last one first. */
export async function EventList({ when, locale, limit = 6, level = 3, filters, cursor, cards, path, query }: Properties) {
  const asked = { ...QUERIES[when], fields: EVENT_FIELDS, images: "basic", limit, locale, ...filters, cursor };
  const { items, meta } = await read<List<EventPageListItem>>("events/", asked);
  if (items.length === 0) return <p>{NONE[when]}</p>;
  // What has a date comes before what has none yet: the old date of a postponed event is void.
  const isOpen = (event: EventPageListItem) => event.status === "postponed" || !event.start;
  const shown = [...items.filter((event) => !isOpen(event)), ...items.filter(isOpen)];
  // The dates of a series have one picture, which is shown once.
  const pictures = shown.map((event) => event.listing.image?.id);
  const isShownBefore = (index: number) => pictures.indexOf(pictures[index]) < index;
  return (
    <>
      <ul className={cards ? "cards" : "event-rows"}>
        {shown.map((event, index) => (
          <li key={event.id}>
            <EventCard event={event} locale={locale} level={level} row={!cards} plain={isShownBefore(index)} />
          </li>
        ))}
      </ul>
      {path && <Pagination meta={meta} path={path} query={query} label={LABELS[when]} />}
    </>
  );
}
