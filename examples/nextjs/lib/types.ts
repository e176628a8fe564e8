/** The shapes of the API, from its TypeScript client. */
import type {
  Editable,
  EventPageDraft,
  GuestBlogPostDraft,
  HomePageDraft,
  ListMeta,
  OrganizationAbout as PublishedOrganization,
  OrganizationAboutDraft,
  SectionPageDraft,
} from "coalition-cms-client";

export type {
  BasicImage,
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
  Price,
  Problem,
  Resolved,
  Rsvp,
  Site,
  Speaker,
  Venue,
} from "coalition-cms-client";

/** What every page says about the organization. */
export type OrganizationInShort = Pick<
  PublishedOrganization,
  "name" | "tagline" | "logo" | "address" | "contact_points"
>;

/** What a list answers. */
export interface List<Item> {
  meta: ListMeta;
  items: Item[];
}

/**
 * Pages as components take them. A draft may lack anything and says where its values are edited; a published page is a
 * draft that lacks nothing and does not say that: so one component shows both.
 */
export type HomePage = Shown<HomePageDraft>;
export type SectionPage = Shown<SectionPageDraft>;
export type GuestBlogPost = Shown<GuestBlogPostDraft>;
export type EventPage = Shown<EventPageDraft>;
export type OrganizationAbout = Shown<OrganizationAboutDraft>;
export type Page = HomePage | SectionPage | GuestBlogPost | EventPage | OrganizationAbout;

type Shown<Draft extends { _edit: unknown }> = Omit<Draft, "_edit"> & Partial<Pick<Draft, "_edit">>;
