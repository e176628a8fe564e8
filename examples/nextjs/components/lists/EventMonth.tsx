import { daysBetween, daysOf, inWords, today, weeksOf } from "@/lib/calendar";
import { read } from "@/lib/cms";
import type { EventPageListItem, List } from "@/lib/types";
import { SmartLink } from "../SmartLink";
import { Status } from "../Status";
import type { EventFilters } from "./EventList";

interface Properties {
  month: string;
  locale: string;
  timezone: string;
  filters: EventFilters;
}

const FIELDS = "_,id,type,html_path,title,start,end,all_day,status";

/** A month as a sheet of a calendar. What is canceled stays in its place and says so. */
export async function EventMonth({ month, locale, timezone, filters }: Properties) {
  const weeks = weeksOf(month, locale);
  const { first, last } = daysOf(month);
  const query = { ...filters, from: first, to: last, order: "starts_at", fields: FIELDS, limit: 100, locale };
  const { items } = await read<List<EventPageListItem>>("events/", query);
  const now = today(timezone);
  const isEmpty = items.every(({ status }) => status === "postponed");
  return (
    <>
    {isEmpty && <p className="section-head">There is nothing in this month.</p>}
    <table className="month">
      <caption className="hidden">{inWords(first, locale, { month: "long", year: "numeric" })}</caption>
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col">
              {inWords(day, locale, { weekday: "short" })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => {
              const events = day.startsWith(month) ? items.filter((event) => isOn(event, day)) : [];
              const names = [!day.startsWith(month) && "outside", events.length > 0 && "busy", day === now && "today"];
              return (
                <td key={day} className={names.filter(Boolean).join(" ") || undefined}>
                  <time className="number" dateTime={day}>
                    <span className="weekday">{inWords(day, locale, { weekday: "long" })} </span>
                    {inWords(day, locale, { day: "numeric" })}
                  </time>
                  {events.map((event) => (
                    <Entry key={event.id} event={event} day={day} locale={locale} />
                  ))}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
    </>
  );
}

function isOn({ start, end, status }: EventPageListItem, day: string): boolean {
  // While it is postponed, its date is void.
  return start !== null && status !== "postponed" && daysBetween(start.date, end?.date ?? start.date).includes(day);
}

function Entry({ event, day, locale }: { event: EventPageListItem; day: string; locale: string }) {
  const { start, all_day: allDay, status } = event;
  const hasTime = start?.time && !allDay && start.date === day;
  return (
    <div className="month-event" data-status={status}>
      <Status status={status} />
      <SmartLink href={event.meta.html_path}>{event.title}</SmartLink>
      {hasTime && (
        <span className="time">
          {" "}
          {new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: start.timezone }).format(
            new Date(start.utc),
          )}
        </span>
      )}
    </div>
  );
}
