/** What stands in place of a page that is not there, or not there any more. */
import { Cards } from "@/components/Card";
import { Section } from "@/components/Section";
import { SearchForm } from "@/components/SearchForm";
import { Main } from "@/components/site/Main";
import { resolve } from "@/lib/cms";
import { requestedPath } from "@/lib/path";

export default async function NotFound() {
  const answer = await resolve(await requestedPath());
  const isGone = answer.outcome === "gone";
  const suggestions = "suggestions" in answer ? answer.suggestions : [];
  return (
    <Main>
      <div className="column">
        <header className="page-header">
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
      </div>
    </Main>
  );
}
