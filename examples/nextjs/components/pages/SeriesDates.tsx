import { editAttributes } from "coalition-cms-client";
import { read } from "@/lib/cms";
import { eventTimes } from "@/lib/dates";
import type { EventPage, EventPageListItem, List } from "@/lib/types";
import { SmartLink } from "../SmartLink";
import { Status } from "../Status";

const MOST = 4;

/** The series that an event is a date of, and the next of its other dates. */
export async function SeriesDates({ page, locale }: { page: EventPage; locale: string }) {
  const { series } = page;
  if (!series) return null;
  const { items } = await read<List<EventPageListItem>>("events/", {
    series: series.slug,
    phase: "ongoing,upcoming",
    order: "starts_at",
    fields: "_,id,html_path,start,end,all_day,status",
    images: "none",
    limit: MOST + 1,
    locale,
  });
  const others = items.filter(({ id }) => id !== page.id).slice(0, MOST);
  return (
    <div {...editAttributes(page, "/series")}>
      <dt>Series</dt>
      <dd>
        <span className="date">{series.number ? `${series.title}, no. ${series.number}` : series.title}</span>
        {others.length > 0 && (
          <ul aria-label="Other dates">
            {others.map((date) => (
              <li key={date.id}>
                <SmartLink href={date.meta.html_path}>{eventTimes(date, locale)}</SmartLink> <Status status={date.status} />
              </li>
            ))}
          </ul>
        )}
      </dd>
    </div>
  );
}
