import { longInstant } from "@/lib/dates";
import type { Page, Site } from "@/lib/types";

interface Properties {
  preview: NonNullable<Page["meta"]["preview"]>;
  site: Site;
  locale: string;
}

/** Says that this is a draft, and to whom a link was sent until when it works. */
export function DraftBanner({ preview, site, locale }: Properties) {
  return (
    <div className="draft-banner" role="status">
      Draft – not published.{" "}
      {preview.shared && `The link works until ${longInstant(preview.expires_at, site.timezone, locale)}. `}
      {preview.live_url && (
        <a href={preview.live_url} target="_blank" rel="noreferrer">
          Show what is published
        </a>
      )}
    </div>
  );
}
