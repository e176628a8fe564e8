/** What goes into the head of a page. */
import type { Metadata } from "next";
import { cmsPublicUrl } from "./settings";
import type { Page, Person, Site } from "./types";

/** The feeds of the site, for readers and calendars. */
export function feeds(): { type: string; href: string; title: string }[] {
  const cms = cmsPublicUrl();
  return [
    { type: "application/atom+xml", href: `${cms}/feeds/posts.atom`, title: "Posts (feed)" },
    { type: "application/rss+xml", href: `${cms}/feeds/events.rss`, title: "Events (feed)" },
    { type: "text/calendar", href: `${cms}/feeds/events.ics`, title: "Events (calendar)" },
  ];
}

/** The calendar of all events, at an address that calendars subscribe to: they ask it again by themselves. */
export function calendarSubscription(): string {
  return `${cmsPublicUrl().replace(/^https?:/, "webcal:")}/feeds/events.ics`;
}

/** The title and robots of a page that the CMS does not know, such as the search. */
export function plainMetadata(title: string, site: Site, robots = "noindex"): Metadata {
  return { title: titled(title, site), robots };
}

export function pageMetadata(page: Page, site: Site): Metadata {
  const { seo, html_path: path, locale, translations } = page.meta;
  const title = titled(seo?.title || page.title || "", site);
  const description = seo?.description;
  const image = (seo?.image ?? site.seo.image)?.crops?.social;
  const languages = Object.fromEntries(translations.map((other) => [other.locale, absolute(other.html_path, site)]));
  const isTranslated = translations.length > 0 && path && locale;
  return {
    title,
    description,
    robots: seo?.robots,
    alternates: {
      canonical: seo?.canonical_url,
      // The page itself is one of them.
      languages: isTranslated ? { ...languages, [locale]: absolute(path, site) } : undefined,
    },
    openGraph: {
      title: seo?.title || page.title || "",
      description,
      type: page.meta.type === "pages.GuestBlogPost" ? "article" : "website",
      siteName: site.name,
      locale: locale?.replace("-", "_"),
      url: seo?.canonical_url ?? undefined,
      images: image?.src ? [{ url: image.src, width: image.width ?? undefined, height: image.height ?? undefined }] : [],
    },
    twitter: { card: "summary_large_image" },
  };
}

export function personMetadata(person: Person, site: Site): Metadata {
  return {
    title: titled(person.name, site),
    description: person.job_title,
    alternates: { canonical: person.html_path && absolute(person.html_path, site) },
  };
}

function titled(title: string, site: Site): string {
  const { title_suffix: suffix } = site.seo;
  return !suffix || title === suffix ? title || site.name : `${title} – ${suffix}`;
}

function absolute(path: string, site: Site): string {
  return new URL(path, site.url).href;
}
