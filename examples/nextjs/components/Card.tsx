import type { EditAttributes } from "coalition-cms-client";
import { longDate } from "@/lib/dates";
import type { PageLink } from "@/lib/types";
import { Heading, type Level } from "./Heading";
import { Picture } from "./Picture";
import { SmartLink } from "./SmartLink";
import { Status } from "./Status";

export interface CardPage {
  /** Only what a card shows, so that any page will do: a link to one, one of a list, a draft. */
  meta: { html_path: string | null; locale: string | null };
  title: string | null;
  listing: PageLink["listing"] | null;
}

interface Properties {
  page: CardPage;
  level?: Level;
  /** For the story that stands first and large. */
  lead?: boolean;
}

const SIZES = "(min-width: 62rem) 23rem, (min-width: 40rem) 48vw, calc(100vw - 2.25rem)";
const LEAD_SIZES = "(min-width: 62rem) 42rem, (min-width: 40rem) 58vw, calc(100vw - 2.25rem)";

/** A page in a list. Without a picture, its words take the place of one. */
export function Card({ page: { meta, title, listing }, level = 3, lead }: Properties) {
  const date = listing?.date && longDate(listing.date, meta.locale ?? "en");
  const kicker = [listing?.kicker, date].filter(Boolean).join(" · ");
  const image = listing?.image;
  const names = ["card", lead && "lead", !image && "wordy"].filter(Boolean).join(" ");
  return (
    <article className={names} data-status={listing?.status ?? undefined}>
      {image && (
        <div className="card-picture">
          <Picture image={image} crop="card" sizes={lead ? LEAD_SIZES : SIZES} decorative />
        </div>
      )}
      <div className="card-text">
        <Status status={listing?.status} />
        {kicker && <p className="kicker">{kicker}</p>}
        <Heading level={level} className="card-title">
          <SmartLink href={meta.html_path}>{listing?.title || title || "Without a title"}</SmartLink>
        </Heading>
        {listing?.summary && <p className="card-summary">{listing.summary}</p>}
      </div>
    </article>
  );
}

/** Cards side by side. */
export function Cards({ pages, level, edit }: { pages: CardPage[]; level?: Level; edit?: EditAttributes }) {
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
