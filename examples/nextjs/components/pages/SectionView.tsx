import { editAttributes } from "coalition-cms-client";
import { read } from "@/lib/cms";
import type { List, SectionPage } from "@/lib/types";
import { Body } from "../body/Body";
import { Figure } from "../Figure";
import { ChildList } from "../lists/ChildList";
import { EventList } from "../lists/EventList";
import { PersonList } from "../lists/PersonList";
import { PostList } from "../lists/PostList";
import { Section } from "../Section";
import { SmartLink } from "../SmartLink";
import { PageHeader } from "./PageHeader";
import type { PageProperties } from "./PageView";

/** A section with its list, or a plain page. */
export function SectionView(properties: PageProperties<SectionPage>) {
  const { page } = properties;
  return (
    <article className="column">
      <PageHeader page={page}>{!page.subtitle && page.summary && <p className="subtitle">{page.summary}</p>}</PageHeader>
      {page.feature_image && <Figure image={page.feature_image} layout="wide" priority edit={editAttributes(page, "/feature_image")} />}
      <Body page={page} />
      <Contents {...properties} />
    </article>
  );
}

/** What a section lists below its text. */
async function Contents({ page, locale, query }: PageProperties<SectionPage>) {
  const { cursor, topic, list } = query;
  const path = page.meta.html_path;
  const filter = topic && <Filter topic={topic} path={path} />;
  switch (page.shows) {
    case "posts":
      return (
        <>
          {filter}
          <PostList locale={locale} level={2} topic={topic} cursor={cursor} path={path} />
        </>
      );
    case "events":
      return (
        <>
          {filter}
          {list !== "past" && (
            <Section title="Coming up" id="coming-up">
              <EventList when="coming" locale={locale} topic={topic} cursor={cursor} path={path} />
            </Section>
          )}
          {(list === "past" || !cursor) && (
            <Section title="Past events" id="past">
              <EventList when="past" locale={locale} limit={4} topic={topic} cursor={cursor} path={path} />
            </Section>
          )}
        </>
      );
    case "people":
      return <PersonList path={path} cursor={cursor} />;
    case "children":
      return page.id && <ChildList parent={page.id} path={path} cursor={cursor} />;
    default:
      return null;
  }
}

/** What a list is filtered by, and the way back to all of it. */
async function Filter({ topic, path }: { topic: string; path: string | null }) {
  const { items } = await read<List<{ name: string }>>("topics/", { slug: topic, fields: "name" });
  return (
    <p className="filter">
      Only about <strong>{items[0]?.name ?? topic}</strong>. <SmartLink href={path}>Show all</SmartLink>
    </p>
  );
}
