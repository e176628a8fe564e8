import type { Resolved } from "@/lib/types";
import { Cards } from "../Card";
import { SearchForm } from "../SearchForm";
import { Section } from "../Section";
import { Main } from "../site/Main";

/** What stands in place of a page that is not there, or not there any more: what may have been meant, and the search. */
export function Missing({ answer }: { answer: Resolved }) {
  const isGone = answer.outcome === "gone";
  const suggestions = "suggestions" in answer ? answer.suggestions : [];
  return (
    <Main>
      <header className="page-header">
        <p className="kicker">{isGone ? "410" : "404"}</p>
        <h1>{isGone ? "This page is gone" : "Nothing here"}</h1>
        <p className="subtitle">
          {isGone
            ? "It was here once, and we have taken it down."
            : "The address may be mistyped, or the page has another one now."}
        </p>
      </header>
      <SearchForm id="search" label="Look for it" />
      {suggestions.length > 0 && (
        <Section title="Perhaps you were looking for" id="suggestions">
          <Cards pages={suggestions} />
        </Section>
      )}
    </Main>
  );
}
