/** The shapes of the API, from its TypeScript client. */
import type {
  EventPageDraft,
  GuestBlogPostDraft,
  HomePageDraft,
  ListMeta,
  OrganizationAboutDraft,
  SectionPageDraft,
} from "coalition-cms-client";

export type {
  Block,
  Breadcrumb,
  EventPageListItem,
  GuestBlogPostListItem,
  Host,
  Image,
  PageLink,
  PageListItem,
  Person,
  PersonListItem,
  PersonShort,
  Problem,
  Resolved,
  Rsvp,
  Site,
  Speaker,
  Venue,
} from "coalition-cms-client";

/** What a list answers. */
export interface List<Item> {
  meta: ListMeta;
  items: Item[];
}

/**
 * Pages as components take them. A draft may lack anything, a published page is a draft that lacks nothing: so one
 * component shows both.
 */
export type HomePage = HomePageDraft;
export type SectionPage = SectionPageDraft;
export type GuestBlogPost = GuestBlogPostDraft;
export type EventPage = EventPageDraft;
export type OrganizationAbout = OrganizationAboutDraft;
export type Page = HomePage | SectionPage | GuestBlogPost | EventPage | OrganizationAbout;
