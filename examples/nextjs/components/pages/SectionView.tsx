import { editAttributes } from "coalition-cms-client";
import { read } from "@/lib/cms";
import type { List, SectionPage } from "@/lib/types";
import { Body } from "../body/Body";
import { Figure } from "../Figure";
import { ChildList } from "../lists/ChildList";
import { EventCalendar } from "../lists/EventCalendar";
import { PersonList } from "../lists/PersonList";
import { PostList } from "../lists/PostList";
import { SmartLink } from "../SmartLink";
import { PageHeader } from "./PageHeader";
import type { PageProperties } from "./PageView";

/** A section with its list, or a plain page. */
export function SectionView(properties: PageProperties<SectionPage>) {
  const { page } = properties;
  return (
    <article>
      <PageHeader page={page}>
        {!page.subtitle && page.summary && (
          <p className="subtitle" {...editAttributes(page, "/summary")}>
            {page.summary}
          </p>
        )}
      </PageHeader>
      {page.feature_image && (
        <Figure
          image={page.feature_image}
          crop="wide"
          layout="wide"
          className="lead-figure"
          priority
          edit={editAttributes(page, "/feature_image")}
        />
      )}
      {page.body.length > 0 && (
        <div className="prose alone">
          <Body page={page} />
        </div>
      )}
      <Contents {...properties} />
    </article>
  );
}

/** What a section lists below its text. */
async function Contents({ page, site, locale, query }: PageProperties<SectionPage>) {
  const { cursor, topic } = query;
  const path = page.meta.html_path;
  switch (page.shows) {
    case "posts":
      return (
        <>
          {topic && <Filter topic={topic} path={path} />}
          <PostList locale={locale} level={2} topic={topic} cursor={cursor} path={path} />
        </>
      );
    case "events":
      return <EventCalendar path={path} locale={locale} timezone={site.timezone} query={query} />;
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
    <p className="filters">
      Only about <strong>{items[0]?.name ?? topic}</strong>. <SmartLink href={path}>Show all</SmartLink>
    </p>
  );
}
