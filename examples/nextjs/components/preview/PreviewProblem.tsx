interface Properties {
  /** What the CMS answered; nothing where this browser has no ticket for the draft. */
  status?: number;
  /** Why it is over, as the CMS names it. */
  code?: string;
  /** What the CMS says about it. */
  sentence?: string;
}

const TITLES: Record<number, string> = {
  404: "There is no such preview",
  410: "This preview is over",
  429: "Too many previews at once",
};

/** What happens to links that were shared with people who have no editor to go back to. */
const LINKS = ["link_expired", "revoked"];

/** Why a draft is not shown, and how to see it again. */
export function PreviewProblem({ status, code, sentence }: Properties) {
  const isLink = LINKS.includes(code ?? "");
  const title = status === undefined ? "This preview is not open here" : (TITLES[status] ?? "The preview did not work");
  const ours =
    status === undefined
      ? "Previews open from the editor, or by a link that was sent to you. The address that is shown then opens nothing."
      : "The CMS cannot be reached right now.";
  return (
    <div>
      <header className="page-header">
        <h1>{isLink ? "This link does not work any more" : title}</h1>
        <p className="subtitle">{sentence ?? ours}</p>
      </header>
      {!isLink && (
        <p>Go back to the editor, and open the preview again: a change of the text brings a new one by itself.</p>
      )}
    </div>
  );
}
