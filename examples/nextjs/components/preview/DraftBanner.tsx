import { longInstant } from "@/lib/dates";
import type { Page } from "@/lib/types";

interface Properties {
  preview: NonNullable<Page["meta"]["preview"]>;
  inPanel: boolean;
  timezone: string;
  locale: string;
}

/** Says that this is a draft. Links in the editor's panel open beside it: only drafts may be shown there. */
export function DraftBanner({ preview: { live_url: live, shared, expires_at: end }, inPanel, timezone, locale }: Properties) {
  return (
    <div className="draft-banner" role="status">
      {inPanel && <base target="_blank" />}
      {shared
        ? `A draft that was shared with you, not published. The link works until ${longInstant(end, timezone, locale)}.`
        : "Draft – not published"}{" "}
      {live && (
        <a href={live} target="_blank" rel="noreferrer">
          Show what is published
        </a>
      )}
    </div>
  );
}
