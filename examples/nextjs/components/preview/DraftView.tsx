import { eventTimes } from "@/lib/dates";
import { addressLines } from "@/lib/events";
import type { Mode } from "@/lib/preview";
import type { EventPage, Page, Site } from "@/lib/types";
import { Card } from "../Card";
import { PageView } from "../pages/PageView";

interface Properties {
  page: Page;
  site: Site;
  locale: string;
  mode: Mode;
}

/** A draft as it will be seen: as a page, or as somebody meets it elsewhere. */
export function DraftView({ page, site, locale, mode }: Properties) {
  switch (mode) {
    case "card":
      return <CardPreview page={page} />;
    case "search":
      return <SearchPreview page={page} site={site} />;
    case "social":
      return <SocialPreview page={page} site={site} />;
    case "calendar":
      return <CalendarPreview page={page as EventPage} locale={locale} />;
    default:
      return <PageView page={page} site={site} locale={locale} query={{}} />;
  }
}

function CardPreview({ page }: { page: Page }) {
  return (
    <div className="mock">
      <h1>In a list</h1>
      <Card page={page} level={2} />
    </div>
  );
}

function SearchPreview({ page, site }: { page: Page; site: Site }) {
  const { seo, html_path: path } = page.meta;
  return (
    <div className="mock">
      <h1>As a search result</h1>
      <div className="mock-search">
        <p className="muted">{new URL(path ?? "/", site.url).href}</p>
        <p className="mock-title">{seo?.title || page.title}</p>
        <p>{seo?.description || "No description yet."}</p>
        {seo?.robots?.includes("noindex") && <p className="news">Search engines are asked not to show this page.</p>}
      </div>
    </div>
  );
}

function SocialPreview({ page, site }: { page: Page; site: Site }) {
  const { seo } = page.meta;
  const image = (seo?.image ?? site.seo.image)?.crops?.social;
  return (
    <div className="mock">
      <h1>As a shared link</h1>
      <div className="mock-social">
        {/* The very file that social networks show. */}
        {image?.src && <img src={image.src} width={1200} height={630} alt={seo?.image?.alt ?? ""} />}
        <div>
          <p className="muted">{new URL(site.url).host}</p>
          <p className="mock-title">{seo?.title || page.title}</p>
          <p>{seo?.description}</p>
        </div>
      </div>
    </div>
  );
}

function CalendarPreview({ page, locale }: { page: EventPage; locale: string }) {
  return (
    <div className="mock">
      <h1>In a calendar</h1>
      <div className="mock-calendar">
        <p className="mock-title">{page.title || "Without a title"}</p>
        <p>{eventTimes(page, locale) || page.date_note || "No date yet: it is in no calendar."}</p>
        <p>{page.venue ? addressLines(page.venue, locale).join(", ") : page.online?.url}</p>
        <p className="muted">{page.summary || page.listing?.summary}</p>
      </div>
    </div>
  );
}
