/** The shapes of the API, under the names of its OpenAPI document. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Block = Schemas["Block"];
export type Breadcrumb = Schemas["Breadcrumb"];
export type EventListItem = Schemas["EventPageListItem"];
export type Host = Schemas["Host"];
export type Image = Schemas["Image"];
export type Link = Schemas["Link"];
export type Moment = Schemas["Moment"];
export type NavigationEntry = Schemas["NavigationEntry"];
export type PageLink = Schemas["PageLink"];
export type PageListItem = Schemas["PageListItem"];
export type Participant = Schemas["Participant"];
export type Person = Schemas["Person"];
export type PersonListItem = Schemas["PersonListItem"];
export type PersonShort = Schemas["PersonShort"];
export type PostListItem = Schemas["GuestBlogPostListItem"];
export type Problem = Schemas["Problem"];
export type Resolved = Schemas["Resolved"];
export type Rsvp = Schemas["Rsvp"];
export type Site = Schemas["Site"];
export type Speaker = Schemas["Speaker"];
export type Venue = Schemas["Venue"];

/** What a list answers. */
export interface List<Item> {
  meta: Schemas["ListMeta"];
  items: Item[];
}

/**
 * Pages as components take them. A draft may lack anything, a published page is a draft that lacks nothing: so one
 * component shows both.
 */
export type HomePage = Schemas["HomePageDraft"];
export type SectionPage = Schemas["SectionPageDraft"];
export type GuestBlogPost = Schemas["GuestBlogPostDraft"];
export type EventPage = Schemas["EventPageDraft"];
export type OrganizationAbout = Schemas["OrganizationAboutDraft"];
export type Page = HomePage | SectionPage | GuestBlogPost | EventPage | OrganizationAbout;
