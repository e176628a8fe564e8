import { longInstant } from "@/lib/dates";
import type { Page, Site } from "@/lib/types";

interface Properties {
  preview: NonNullable<Page["meta"]["preview"]>;
  inPanel: boolean;
  site: Site;
  locale: string;
}

/** Says that this is a draft. Links in the editor's panel open beside it: only drafts may be shown there. */
export function DraftBanner({ preview, inPanel, site, locale }: Properties) {
  return (
    <div className="draft-banner" role="status">
      {inPanel && <base target="_blank" />}
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
