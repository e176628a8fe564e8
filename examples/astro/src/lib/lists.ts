/** What pages list below their text, as cards. */
import { unwrap, type BasicImage, type EventPageListItem, type PersonListItem } from "coalition-cms-client";
import type { ListMeta, Listing, Selected, Site } from "coalition-cms-client";
import { as, cms, type ShownPage } from "./cms";
import { longDate, times } from "./words";

export interface Card {
  href: string | null;
  title: string;
  lines: string[];
  status?: string | null;
  summary?: string;
  image?: BasicImage | null;
}

export interface List {
  title: string;
  cards: Card[];
  /** The query strings of the parts before and after this one. */
  previous?: string | null;
  next?: string | null;
}

interface Listed {
  title?: string | null;
  meta: { html_path?: string | null; locale?: string | null };
  listing?: Listing | null;
}

export function pageCard({ title, meta, listing }: Listed): Card {
  const date = listing?.date ? longDate(listing.date, meta.locale ?? "en") : "";
  const { kicker = "", summary = "", image = null, status = null } = listing ?? {};
  const name = listing?.title || title || "Untitled";
  return { href: meta.html_path ?? null, title: name, lines: [kicker, date], status, summary, image };
}

const CARD_FIELDS = "_,html_path,locale,listing" as const;
const EVENT_FIELDS =
  "_,html_path,locale,listing,start,end,all_day,status,date_note,attendance_mode,venue(name,locality)" as const;

const eventCard = (locale: string) => (event: Selected<EventPageListItem, typeof EVENT_FIELDS>): Card => {
  const place = event.attendance_mode === "online" ? "Online" : event.venue?.locality || event.venue?.name || "";
  return { ...pageCard(event), lines: [times(event, locale), place] };
};

type Somebody = Pick<PersonListItem, "html_path" | "name" | "job_title" | "photo">;

export function personCard({ html_path, name, job_title, photo }: Somebody): Card {
  return { href: html_path, title: name, lines: [job_title], image: photo };
}

interface Answer<Item> {
  items: Item[];
  meta: ListMeta;
}

function listOf<Item>(title: string, { items, meta }: Answer<Item>, card: (item: Item) => Card, query = {}): List {
  const part = (cursor: string | null) => cursor && `?${new URLSearchParams({ ...query, cursor })}`;
  return { title, cards: items.map(card), previous: part(meta.previous_cursor), next: part(meta.next_cursor) };
}


/** The lists of a page: what is new and what is coming on the home page, what a section shows in a section. */
export async function listsOf(page: ShownPage, site: Site, params: URLSearchParams): Promise<List[]> {
  const locale = page.meta.locale ?? "en";
  const [cursor, topic, past] = [params.get("cursor"), params.get("topic"), params.get("list") === "past"];
  const shared = { images: "basic" as const, ...(cursor ? { cursor } : {}) };
  const own = { ...shared, locale, ...(topic ? { topic } : {}) };
  const kept = topic ? { topic } : {};
  const posts = async (limit: number) => {
    const query = { ...own, limit, fields: CARD_FIELDS };
    return listOf("Posts", await unwrap(cms.GET("/api/v2/posts/", { params: { query } })), pageCard, kept);
  };
  const events = async (limit: number, over = false) => {
    const coming = { phase: ["ongoing" as const, "upcoming" as const, "unscheduled" as const], order: "starts_at" };
    const when = over ? { phase: ["past" as const], order: "-starts_at" } : coming;
    const query = { ...own, ...when, limit, fields: EVENT_FIELDS };
    const answer = await unwrap(cms.GET("/api/v2/events/", { params: { query } }));
    const list = over ? "past" : "coming";
    return listOf(over ? "Past events" : "Coming up", answer, eventCard(locale), { ...kept, list });
  };
  const home = as(page, "pages.HomePage");
  if (home) {
    const featured = { title: "Worth your time", cards: home.featured.map(pageCard) };
    const newest = await Promise.all([site.sections.events ? events(4) : null, site.sections.posts ? posts(4) : null]);
    return [featured, ...newest.flatMap((list) => (list ? [{ title: list.title, cards: list.cards }] : []))];
  }
  const section = as(page, "pages.SectionPage");
  switch (section?.shows) {
    case "posts":
      return [await posts(8)];
    case "events": // A cursor belongs to one of the two.
      return Promise.all([...(past ? [] : [events(8)]), ...(past || !cursor ? [events(8, true)] : [])]);
    case "people": {
      const answer = await unwrap(cms.GET("/api/v2/people/", { params: { query: { ...shared, limit: 24 } } }));
      return [listOf("People", answer, personCard)];
    }
    case "children": {
      if (section.id === null) return [];
      const query = { ...shared, child_of: section.id, fields: CARD_FIELDS, limit: 12 };
      return [listOf("Pages", await unwrap(cms.GET("/api/v2/pages/", { params: { query } })), pageCard)];
    }
    default:
      return "related" in page ? [{ title: "Read on", cards: page.related.map(pageCard) }] : [];
  }
}
