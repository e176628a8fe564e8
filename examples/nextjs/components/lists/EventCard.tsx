import { inWords } from "@/lib/calendar";
import { eventTimes, longInstant } from "@/lib/dates";
import { placeInShort, priceInWords, signUpAddress } from "@/lib/events";
import type { EventPageListItem, Rsvp } from "@/lib/types";
import { Heading, type Level } from "../Heading";
import { Picture } from "../Picture";
import { SmartLink } from "../SmartLink";
import { Status } from "../Status";

/** The fields that the CMS is asked for: what a card shows, and no more. */
export const EVENT_FIELDS =
  "_,id,type,html_path,title,listing(image,summary),start,end,all_day,date_note,status,attendance_mode,phase," +
  "venue(name,locality,note),price,rsvp(mode,url,email,phone,label,opens_at,state)," +
  "series(position,count,is_next)";

interface Properties {
  event: EventPageListItem;
  locale: string;
  level?: Level;
  /** A row of a long list, in place of a card beside others. */
  row?: boolean;
  /** Leave out the picture, such as one that another card beside it shows. */
  plain?: boolean;
}

const SIZES = "(min-width: 62rem) 23rem, (min-width: 40rem) 48vw, calc(100vw - 2.25rem)";

/** An event in a list: when, where, what it costs, and how to sign up. */
export function EventCard({ event, locale, level = 3, row, plain }: Properties) {
  const { status, date_note: note, start, listing } = event;
  const isDated = status !== "postponed" && start !== null;
  const times = (isDated && eventTimes(event, locale)) || note;
  const place = [placeInShort(event), event.price && priceInWords(event.price, locale)].filter(Boolean).join(" · ");
  const image = plain ? null : listing.image;
  const day = <Day date={isDated ? start.date : null} locale={locale} />;
  const picture = image && <Picture image={image} crop="card" sizes={row ? "15rem" : SIZES} decorative />;
  return (
    <article className={row ? "event-row" : "card event-card"} data-status={status}>
      {row ? day : <div className={image ? "card-picture" : "card-picture empty"}>{picture}{day}</div>}
      <div className="card-text">
        <Status status={status} />
        <Heading level={level} className="card-title">
          <SmartLink href={event.meta.html_path}>{event.title}</SmartLink>
        </Heading>
        {times && <p className="when">{times}</p>}
        <DateOfSeries series={event.series} />
        {place && <p className="line">{place}</p>}
        {listing.summary && <p className="card-summary">{listing.summary}</p>}
        {status !== "cancelled" && event.phase !== "past" && <SignUpLine rsvp={event.rsvp} event={event} locale={locale} />}
      </div>
      {row && picture && <div className="card-picture">{picture}</div>}
    </article>
  );
}

/** Which date of its series an event is, if there are several. */
function DateOfSeries({ series }: { series: EventPageListItem["series"] }) {
  if (!series?.position || series.count < 2) return null;
  const { position, count, is_next: isNext } = series;
  return <p className="line">{isNext ? `Next of ${count} dates` : `Date ${position} of ${count}`}</p>;
}

/** The day as a sheet of a calendar shows it. The line of the time says the same to those who listen. */
function Day({ date, locale }: { date: string | null; locale: string }) {
  return (
    <p className="day" aria-hidden="true">
      {date ? (
        <>
          <span>{inWords(date, locale, { month: "short" })}</span>
          <b>{inWords(date, locale, { day: "numeric" })}</b>
          <span>{inWords(date, locale, { year: "numeric" })}</span>
        </>
      ) : (
        <span className="unknown">No date yet</span>
      )}
    </p>
  );
}

function SignUpLine({ rsvp, event, locale }: { rsvp: Rsvp; event: EventPageListItem; locale: string }) {
  const address = rsvp.state === "open" ? signUpAddress(rsvp) : null;
  const timezone = event.start?.timezone ?? "UTC";
  const words: Record<Rsvp["state"], string> = {
    not_required: rsvp.mode === "walk_in" ? "Just come" : "No need to sign up",
    open: rsvp.mode === "invite_only" ? "By invitation" : "",
    not_open: rsvp.opens_at ? `Sign-up opens ${longInstant(rsvp.opens_at, timezone, locale)}` : "Sign-up is not open yet",
    closed: "Sign-up is closed",
    full: "Fully booked",
    cancelled: "",
  };
  if (!address && !words[rsvp.state]) return null;
  return (
    <p className="sign-up">
      {address ? (
        <SmartLink href={address} className="button quiet">
          {rsvp.label || "Sign up"}
          <span className="hidden">: {event.title}</span>
        </SmartLink>
      ) : (
        <span className="muted">{words[rsvp.state]}</span>
      )}
    </p>
  );
}
