interface Properties {
  /** What the CMS answered; nothing where this browser has no ticket for the draft. */
  status?: number;
  /** Why, in the words of the CMS, and as its code. */
  sentence?: string;
  code?: string;
}

const TITLES: Record<number, string> = {
  404: "There is no such preview",
  410: "This preview is over",
  429: "Too many previews at once",
};

/** The ends of links that were sent to people without an account. */
const ENDS_OF_LINKS = ["link_expired", "revoked"];

/** Why a draft is not shown, and how to see it again. */
export function PreviewProblem({ status, sentence, code = "" }: Properties) {
  const title = status === undefined ? "This preview is not open here" : (TITLES[status] ?? "The preview did not work");
  const ours =
    status === undefined
      ? "Previews open from the editor, or by a link that was sent to you. The address that is shown then opens nothing."
      : "The CMS cannot be reached right now.";
  return (
    <div className="column">
      <header className="page-header">
        <h1>{title}</h1>
        <p className="subtitle">{sentence ?? ours}</p>
      </header>
      <p>
        {ENDS_OF_LINKS.includes(code)
          ? "Ask whoever sent you the link for a new one."
          : "Go back to the editor, and open the preview again: a change of the text brings a new one by itself."}
      </p>
    </div>
  );
}
