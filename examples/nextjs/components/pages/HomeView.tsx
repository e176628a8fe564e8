import { editAttributes } from "coalition-cms-client";
import type { Block, HomePage } from "@/lib/types";
import { Body } from "../body/Body";
import { Card } from "../Card";
import { EventList } from "../lists/EventList";
import { PostList } from "../lists/PostList";
import { Picture } from "../Picture";
import { Section } from "../Section";
import { SmartLink } from "../SmartLink";
import type { PageProperties } from "./PageView";

/** The home page: who this is and what to do, then what takes place next, what editors put first, and what is new. */
export function HomeView({ page, site, locale }: PageProperties<HomePage>) {
  const { posts, events } = site.sections;
  const [lead, ...others] = page.featured;
  return (
    <>
      <Hero page={page} name={site.seo.title_suffix || site.name} />
      {events && (
        <Section title="Coming up" id="coming-up" more={{ href: events.meta.html_path, label: "All events" }}>
          <EventList when="certain" locale={locale} limit={3} cards />
        </Section>
      )}
      {lead && (
        <Section title="Worth your time" id="featured">
          <div className="lead-and-others" {...editAttributes(page, "/featured")}>
            <Card page={lead} lead />
            {others.length > 0 && (
              <ul className="others">
                {others.map((other) => (
                  <li key={other.id}>
                    <Card page={other} />
                  </li>
                ))}
              </ul>
            )}
          </div>
        </Section>
      )}
      {posts && (
        <Section title="New to read" id="new" more={{ href: posts.meta.html_path, label: "All posts" }}>
          <PostList locale={locale} limit={3} without={page.featured.map(({ id }) => id)} />
        </Section>
      )}
      {page.body.length > 0 && (
        <div className="band full">
          <div className="prose alone">
            <Body page={page} />
          </div>
        </div>
      )}
    </>
  );
}

/** The name stands in the header already: where the page only repeats it, its subtitle is the headline. */
function Hero({ page, name }: { page: HomePage; name: string }) {
  const isNamed = page.title === name && page.subtitle;
  const place = page.body.findIndex((block) => block.type === "call_to_action" && block.value.link);
  return (
    <header className="hero full">
      <div className="bar">
        <div className="hero-text">
          {isNamed ? (
            <h1 {...editAttributes(page, "/subtitle")}>{page.subtitle}</h1>
          ) : (
            <h1 {...editAttributes(page, "/title")}>{page.title || "Without a title"}</h1>
          )}
          {!isNamed && page.subtitle && (
            <p className="subtitle" {...editAttributes(page, "/subtitle")}>
              {page.subtitle}
            </p>
          )}
          {page.summary && (
            <p className="subtitle" {...editAttributes(page, "/summary")}>
              {page.summary}
            </p>
          )}
          <Action block={page.body[place]} />
        </div>
        {page.feature_image && (
          <Picture
            image={page.feature_image}
            crop="wide"
            sizes="(min-width: 78rem) 38rem, (min-width: 62rem) 50vw, 100vw"
            priority
            decorative
          />
        )}
      </div>
    </header>
  );
}

/** The first call to action of the text is that of the page, too. */
function Action({ block }: { block: Block | undefined }) {
  if (block?.type !== "call_to_action" || !block.value.link) return null;
  const { link } = block.value;
  return (
    <div className="hero-actions">
      <SmartLink href={link.href} className="button">
        {link.label}
      </SmartLink>
    </div>
  );
}
