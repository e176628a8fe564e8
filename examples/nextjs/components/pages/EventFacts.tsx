import { editAttributes } from "coalition-cms-client";
import { eventTimes, longInstant } from "@/lib/dates";
import { accessibilityInWords, addressLines, priceInWords } from "@/lib/events";
import type { EventPage } from "@/lib/types";
import { SignUp } from "../SignUp";
import { SmartLink } from "../SmartLink";
import { SeriesDates } from "./SeriesDates";

interface Properties {
  page: EventPage;
  locale: string;
  timezone: string;
}

/** When, where and how to come: beside the text, and on a phone before it. */
export function EventFacts({ page, locale, timezone }: Properties) {
  const { start, venue, online, price, rsvp } = page;
  const accessibility = Object.entries(page.accessibility ?? {});
  const isAhead = page.phase !== "past" && page.status !== "cancelled";
  return (
    <dl className="facts" data-status={page.status}>
      <When page={page} locale={locale} timezone={timezone} />
      {rsvp && isAhead && rsvp.state !== "cancelled" && (
        <div {...editAttributes(page, "/rsvp")}>
          <dt>Sign up</dt>
          <dd>
            <SignUp rsvp={rsvp} timezone={start?.timezone ?? timezone} locale={locale} />
          </dd>
        </div>
      )}
      {venue && page.attendance_mode !== "online" && (
        <div {...editAttributes(page, "/venue")}>
          <dt>Where</dt>
          <dd>
            <address>
              {addressLines(venue, locale).map((line) => (
                <span key={line}>{line}</span>
              ))}
            </address>
            {venue.note && <p>{venue.note}</p>}
            {venue.accessibility && <p>{venue.accessibility}</p>}
            {venue.map_url && (
              <p>
                <SmartLink href={venue.map_url}>Show on a map</SmartLink>
              </p>
            )}
          </dd>
        </div>
      )}
      {online && (
        <div {...editAttributes(page, "/online")}>
          <dt>Online</dt>
          <dd>
            <p>
              <SmartLink href={online.url}>{online.platform || online.url || "The address follows"}</SmartLink>
            </p>
            {online.note && <p>{online.note}</p>}
          </dd>
        </div>
      )}
      <SeriesDates page={page} locale={locale} />
      {price && (
        <div {...editAttributes(page, "/price")}>
          <dt>Price</dt>
          <dd>
            <span className="date">{priceInWords(price, locale)}</span>
            {price.note && <p>{price.note}</p>}
          </dd>
        </div>
      )}
      {accessibility.length > 0 && (
        <div {...editAttributes(page, "/accessibility")}>
          <dt>Accessibility</dt>
          <dd>
            <ul>
              {accessibility.map(([feature, answer]) => (
                <li key={feature} className={`feature ${answer}`}>
                  {accessibilityInWords(feature, answer)}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
    </dl>
  );
}

function When({ page, locale, timezone }: Properties) {
  const { start } = page;
  const times = page.status === "postponed" ? "" : eventTimes(page, locale);
  const isAhead = page.phase !== "past" && page.status !== "cancelled";
  return (
    <div {...editAttributes(page, "/start")}>
      <dt>When</dt>
      <dd>
        {times && start ? (
          <time dateTime={page.all_day ? start.date : start.utc} className="when">
            {times}
          </time>
        ) : (
          <span className="date">{page.date_note || "To be announced"}</span>
        )}
        {times && page.date_note && <p>{page.date_note}</p>}
        {times && start && !page.all_day && page.attendance_mode !== "in_person" && (
          <local-time data-instant={start.utc} data-offset={start.offset} data-locale={locale} />
        )}
        {page.previous_starts.map((instant) => (
          <p key={instant} className="muted">
            Before: <s>{longInstant(instant, start?.timezone ?? timezone, locale)}</s>
          </p>
        ))}
        {page.calendar_url && isAhead && times && (
          <p className="links">
            <a href={page.calendar_url} download>
              Add to calendar
            </a>
          </p>
        )}
      </dd>
    </div>
  );
}
