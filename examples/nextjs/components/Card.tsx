import type { EditAttributes } from "coalition-cms-client";
import { longDate } from "@/lib/dates";
import type { PageLink } from "@/lib/types";
import { Heading, type Level } from "./Heading";
import { Picture } from "./Picture";
import { SmartLink } from "./SmartLink";
import { Status } from "./Status";

interface Properties {
  /** Only what a card shows, so that any page will do: a link to one, one of a list, a draft. */
  page: {
    meta: { html_path: string | null; locale: string | null };
    title: string | null;
    listing: PageLink["listing"] | null;
  };
  level?: Level;
}

const SIZES = "(min-width: 48rem) 20rem, calc(100vw - 2.5rem)";

/** A page in a list. */
export function Card({ page: { meta, title, listing }, level = 3 }: Properties) {
  const date = listing?.date && longDate(listing.date, meta.locale ?? "en");
  const kicker = [listing?.kicker, date].filter(Boolean).join(" · ");
  return (
    <article className="card">
      {listing?.image && <Picture image={listing.image} sizes={SIZES} decorative />}
      <div className="card-text">
        <Status status={listing?.status} />
        {kicker && <p className="kicker">{kicker}</p>}
        <Heading level={level} className="card-title">
          <SmartLink href={meta.html_path}>{listing?.title || title || "Without a title"}</SmartLink>
        </Heading>
        {listing?.summary && <p>{listing.summary}</p>}
      </div>
    </article>
  );
}

/** Cards side by side. */
export function Cards({ pages, level, edit }: { pages: Properties["page"][]; level?: Level; edit?: EditAttributes }) {
  return (
    <ul className="cards" {...edit}>
      {pages.map((page) => (
        <li key={page.meta.html_path ?? page.title}>
          <Card page={page} level={level} />
        </li>
      ))}
    </ul>
  );
}
