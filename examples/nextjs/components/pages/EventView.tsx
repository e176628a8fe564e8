import { editAttributes } from "coalition-cms-client";
import { eventTimes, longInstant } from "@/lib/dates";
import { ACCESSIBILITY, ANSWERS, addressLines, HOST_ROLES, priceInWords, SPEAKER_ROLES, statusInWords } from "@/lib/events";
import type { EventPage } from "@/lib/types";
import { Body } from "../body/Body";
import { Cards } from "../Card";
import { Figure } from "../Figure";
import { LocalTime } from "../LocalTime";
import { PeopleSection } from "../People";
import { RichText } from "../RichText";
import { Section } from "../Section";
import { SignUp } from "../SignUp";
import { SmartLink } from "../SmartLink";
import { Topics } from "../Topics";
import { PageHeader } from "./PageHeader";
import type { PageProperties } from "./PageView";

export function EventView({ page, site, locale }: PageProperties<EventPage>) {
  const link = ({ person, organization }: EventPage["speakers"][number] | EventPage["hosts"][number]) =>
    person?.html_path ?? organization?.url;
  const speakerCard = (speaker: EventPage["speakers"][number]) => ({
    name: speaker.name,
    photo: speaker.photo,
    href: link(speaker),
    line: speaker.affiliation,
    role: speaker.role === "keynote" ? "" : SPEAKER_ROLES[speaker.role],
    talk: speaker.talk_title,
    bio: speaker.bio,
    edit: editAttributes(page, `/speakers/${page.speakers.indexOf(speaker)}`),
  });
  const keynotes = page.speakers.filter(({ role }) => role === "keynote");
  const featured = page.speakers.filter(({ role }) => role === "featured");
  const others = page.speakers.filter(({ role }) => role !== "keynote" && role !== "featured");
  return (
    <article className="column">
      <PageHeader page={page} kicker={kickerOf(page)}>
        {statusInWords(page.status) && (
          <p className="news" {...editAttributes(page, "/status")}>
            <strong>{statusInWords(page.status)}.</strong> {page.status_note}
          </p>
        )}
      </PageHeader>
      {page.feature_image && <Figure image={page.feature_image} layout="wide" priority edit={editAttributes(page, "/feature_image")} />}
      <Facts page={page} locale={locale} timezone={site.timezone} />
      <RichText html={page.intro} className="text intro" edit={editAttributes(page, "/intro")} />
      <PeopleSection title={keynotes.length > 1 ? "Keynotes" : "Keynote"} id="keynotes" className="keynotes" people={keynotes.map(speakerCard)} />
      <PeopleSection title="Featuring" id="featured" people={featured.map(speakerCard)} />
      <PeopleSection
        title={keynotes.length + featured.length > 0 ? "Also taking part" : "Speakers"}
        id="speakers"
        people={others.map(speakerCard)}
      />
      <Body page={page} />
      <PeopleSection
        title="Hosts"
        id="hosts"
        people={page.hosts.map((host, index) => ({
          name: host.name,
          photo: host.photo,
          href: link(host),
          role: HOST_ROLES[host.role],
          edit: editAttributes(page, `/hosts/${index}`),
        }))}
      />
      {page.about && (
        <Section title={`About ${page.about.name || page.about.title}`} id="about" className="notes">
          <RichText html={page.about.boilerplate} />
          <p>
            <SmartLink href={page.about.meta.html_path}>More about us</SmartLink>
          </p>
        </Section>
      )}
      <Topics topics={page.topics} section={site.sections.events?.meta.html_path} edit={editAttributes(page, "/topics")} />
      {page.related.length > 0 && (
        <Section title="Read on" id="related" className="wide">
          <Cards pages={page.related} edit={editAttributes(page, "/related")} />
        </Section>
      )}
    </article>
  );
}

/** What stands above the title: that the event is over, and the line that an editor wrote. */
function kickerOf({ phase, listing }: EventPage): string {
  const kicker = listing?.kicker ?? "";
  if (phase !== "past") return kicker;
  return kicker && kicker !== "Event" ? `Past event · ${kicker}` : "Past event";
}

/** When, where, and how to come. */
function Facts({ page, locale, timezone }: { page: EventPage; locale: string; timezone: string }) {
  const { start, venue, online } = page;
  const times = eventTimes(page, locale);
  const isDated = times && page.status !== "postponed";
  const accessibility = Object.entries(page.accessibility ?? {});
  return (
    <dl className="facts">
      <div {...editAttributes(page, "/start")}>
        <dt>When</dt>
        <dd>
          {isDated && start ? (
            <time dateTime={page.all_day ? start.date : start.utc}>{times}</time>
          ) : (
            page.date_note || "To be announced"
          )}
          {isDated && page.date_note && <span className="muted"> {page.date_note}</span>}
          {isDated && start && !page.all_day && page.attendance_mode !== "in_person" && (
            <LocalTime instant={start.utc} offset={start.offset} locale={locale} />
          )}
          {page.previous_starts.map((instant) => (
            <span key={instant} className="muted line">
              Before: <s>{longInstant(instant, start?.timezone ?? timezone, locale)}</s>
            </span>
          ))}
          {page.calendar_url && page.phase !== "past" && page.status !== "cancelled" && (
            <a href={page.calendar_url} className="line" download>
              Add to calendar
            </a>
          )}
        </dd>
      </div>
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
            {venue.map_url && <SmartLink href={venue.map_url}>Map</SmartLink>}
          </dd>
        </div>
      )}
      {online && (
        <div {...editAttributes(page, "/online")}>
          <dt>Online</dt>
          <dd>
            <SmartLink href={online.url}>{online.platform || online.url || "The address follows"}</SmartLink>
            {online.note && <p>{online.note}</p>}
          </dd>
        </div>
      )}
      {accessibility.length > 0 && (
        <div {...editAttributes(page, "/accessibility")}>
          <dt>Access</dt>
          <dd>
            {accessibility
              .map(([name, answer]) => `${ACCESSIBILITY[name] ?? name}: ${ANSWERS[answer] ?? answer}`)
              .join(" · ")}
          </dd>
        </div>
      )}
      {page.rsvp && page.phase !== "past" && page.rsvp.state !== "cancelled" && (
        <div {...editAttributes(page, "/rsvp")}>
          <dt>Sign up</dt>
          <dd>
            <SignUp rsvp={page.rsvp} timezone={start?.timezone ?? timezone} locale={locale} />
          </dd>
        </div>
      )}
      {page.price && (
        <div {...editAttributes(page, "/price")}>
          <dt>Price</dt>
          <dd>
            {priceInWords(page.price, locale)}
            {page.price.note && <p>{page.price.note}</p>}
          </dd>
        </div>
      )}
    </dl>
  );
}
