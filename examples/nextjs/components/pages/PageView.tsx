import type { EventPage, GuestBlogPost, HomePage, OrganizationAbout, Page, SectionPage, Site } from "@/lib/types";
import { EventView } from "./EventView";
import { GuestBlogPostView } from "./GuestBlogPostView";
import { HomeView } from "./HomeView";
import { OrganizationAboutView } from "./OrganizationAboutView";
import { SectionView } from "./SectionView";

export interface PageProperties<Type extends Page> {
  page: Type;
  site: Site;
  locale: string;
  /** The query string: where in a list one is, and what it is filtered by. */
  query: Record<string, string | undefined>;
}

/** A page, published or a draft, by the component of its type. */
export function PageView({ page, ...rest }: PageProperties<Page>) {
  switch (page.meta.type) {
    case "pages.HomePage":
      return <HomeView page={page as HomePage} {...rest} />;
    case "pages.GuestBlogPost":
      return <GuestBlogPostView page={page as GuestBlogPost} {...rest} />;
    case "pages.EventPage":
      return <EventView page={page as EventPage} {...rest} />;
    case "pages.OrganizationAbout":
      return <OrganizationAboutView page={page as OrganizationAbout} {...rest} />;
    default:
      // A type that the CMS has learned since has at least what a plain page has.
      return <SectionView page={page as SectionPage} {...rest} />;
  }
}
