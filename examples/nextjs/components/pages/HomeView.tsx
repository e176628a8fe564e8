import { editAttributes } from "coalition-cms-client";
import { Body } from "../body/Body";
import { Cards } from "../Card";
import { Picture } from "../Picture";
import { Section } from "../Section";
import { EventList } from "../lists/EventList";
import { PostList } from "../lists/PostList";
import type { HomePage } from "@/lib/types";
import { SmartLink } from "../SmartLink";
import type { PageProperties } from "./PageView";

/** The home page: what editors put first, then what is new and what is coming. */
export function HomeView({ page, site, locale }: PageProperties<HomePage>) {
  const { posts, events } = site.sections;
  return (
    <>
      <header className="hero">
        {page.feature_image && <Picture image={page.feature_image} sizes="100vw" priority decorative />}
        <div className="hero-text">
          <h1 {...editAttributes(page, "/title")}>{page.title || "Without a title"}</h1>
          {page.subtitle && (
            <p className="subtitle" {...editAttributes(page, "/subtitle")}>
              {page.subtitle}
            </p>
          )}
        </div>
      </header>
      <div className="column">
        <Body page={page} />
      </div>
      {page.featured.length > 0 && (
        <Section title="Worth your time" id="featured" className="wide">
          <Cards pages={page.featured} edit={editAttributes(page, "/featured")} />
        </Section>
      )}
      {events && (
        <Section title="Coming up" id="coming-up" className="wide">
          <EventList when="coming" locale={locale} limit={3} />
          <p>
            <SmartLink href={events.meta.html_path}>All events</SmartLink>
          </p>
        </Section>
      )}
      {posts && (
        <Section title="New to read" id="new" className="wide">
          <PostList locale={locale} limit={3} />
          <p>
            <SmartLink href={posts.meta.html_path}>All posts</SmartLink>
          </p>
        </Section>
      )}
    </>
  );
}
