/** Says that this is a draft. Links in the editor's panel open beside it: only drafts may be shown there. */
export function DraftBanner({ live, inPanel }: { live: string | null; inPanel: boolean }) {
  return (
    <div className="draft-banner" role="status">
      {inPanel && <base target="_blank" />}
      Draft – not published{" "}
      {live && (
        <a href={live} target="_blank" rel="noreferrer">
          Show what is published
        </a>
      )}
    </div>
  );
}
