import { read } from "@/lib/cms";
import { eventTimes } from "@/lib/dates";
import { placeInShort } from "@/lib/events";
import type { EventPageListItem, List } from "@/lib/types";
import { Heading, type Level } from "../Heading";
import { Pagination } from "../Pagination";
import { SmartLink } from "../SmartLink";
import { Status } from "../Status";

interface Properties {
  when: "coming" | "past";
  locale: string;
  limit?: number;
  level?: Level;
  topic?: string;
  cursor?: string;
  /** Where the list can be read on. Without it, this is only the beginning of one. */
  path?: string | null;
}

const FIELDS =
  "_,id,type,html_path,title,listing,start,end,all_day,date_note,status,venue(name,locality,note),attendance_mode";
const QUERIES = {
  coming: { phase: "ongoing,upcoming,unscheduled", order: "starts_at" },
  past: { phase: "past", order: "-starts_at" },
};

const LABELS = { coming: "events", past: "past events" };
const NONE = { coming: "Nothing is planned right now.", past: "There have been none yet." };

/** Events that are coming, the next one first, or that are over, the last one first. */
export async function EventList({ when, locale, limit = 6, level = 3, topic, cursor, path }: Properties) {
  const query = { ...QUERIES[when], fields: FIELDS, images: "basic", limit, locale, topic, cursor };
  const { items, meta } = await read<List<EventPageListItem>>("events/", query);
  if (items.length === 0) return <p>{NONE[when]}</p>;
  return (
    <>
      <ul className="events">
        {items.map((event) => (
          <li key={event.id}>
            <EventEntry event={event} locale={locale} level={level} />
          </li>
        ))}
      </ul>
      {path && <Pagination meta={meta} path={path} query={{ topic, list: when }} label={LABELS[when]} />}
    </>
  );
}

function EventEntry({ event, locale, level }: { event: EventPageListItem; locale: string; level: Level }) {
  const { start, date_note: note, status } = event;
  const day = start && new Date(start.date);
  const part = (options: Intl.DateTimeFormatOptions) =>
    day ? new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(day) : "";
  const times = status === "postponed" ? note : eventTimes(event, locale) || note;
  return (
    <article className="event">
      <p className="day" aria-hidden="true">
        {day && status !== "postponed" ? (
          <>
            <span>{part({ month: "short" })}</span>
            <b>{part({ day: "numeric" })}</b>
            <span>{part({ year: "numeric" })}</span>
          </>
        ) : (
          <b>?</b>
        )}
      </p>
      <div>
        <Status status={status} />
        <Heading level={level} className="card-title">
          <SmartLink href={event.meta.html_path}>{event.title}</SmartLink>
        </Heading>
        <p className="line">
          {[times, placeInShort(event)].filter(Boolean).join(" · ")}
        </p>
        {event.listing.summary && <p>{event.listing.summary}</p>}
      </div>
    </article>
  );
}
