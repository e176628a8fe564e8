import { editAttributes } from "coalition-cms-client";
import { HOST_ROLES, SPEAKER_ROLES, statusInWords } from "@/lib/events";
import type { EventPage } from "@/lib/types";
import { Body } from "../body/Body";
import { Cards } from "../Card";
import { Figure } from "../Figure";
import { PeopleSection } from "../People";
import { RichText } from "../RichText";
import { Section } from "../Section";
import { Share } from "../Share";
import { SmartLink } from "../SmartLink";
import { Topics } from "../Topics";
import { EventFacts } from "./EventFacts";
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
    <>
      <article className="beside event">
        <PageHeader page={page} kicker={kickerOf(page)} status={page.status}>
          {statusInWords(page.status) && (
            <p className="notice" data-status={page.status} {...editAttributes(page, "/status")}>
              <strong>{statusInWords(page.status)}.</strong> {page.status_note}
            </p>
          )}
        </PageHeader>
        <EventFacts page={page} locale={locale} timezone={site.timezone} />
        <div className="prose">
          {page.feature_image && (
            <Figure
              image={page.feature_image}
              crop="wide"
              className="lead-figure"
              priority
              edit={editAttributes(page, "/feature_image")}
            />
          )}
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
              isLogo: host.organization !== null,
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
          <Share url={page.meta.html_url} title={page.title ?? ""} />
        </div>
      </article>
      {page.related.length > 0 && (
        <Section title="Read on" id="related" className="section related">
          <Cards pages={page.related} edit={editAttributes(page, "/related")} />
        </Section>
      )}
    </>
  );
}

/** What stands above the title: that the event is over, and the line that an editor wrote. */
function kickerOf({ phase, listing }: EventPage): string {
  const kicker = listing?.kicker ?? "";
  if (phase !== "past") return kicker;
  return kicker && kicker !== "Event" ? `Past event · ${kicker}` : "Past event";
}
