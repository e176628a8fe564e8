/** Pages and people in which the words of the visitor are found. */
import type { Metadata } from "next";
import { PeopleSection } from "@/components/People";
import { SearchForm } from "@/components/SearchForm";
import { Section } from "@/components/Section";
import { SmartLink } from "@/components/SmartLink";
import { Status } from "@/components/Status";
import { Main } from "@/components/site/Main";
import { read, readSite } from "@/lib/cms";
import { plainMetadata } from "@/lib/metadata";
import { firstValues, type SearchParams } from "@/lib/path";
import type { List, PageListItem, PersonListItem } from "@/lib/types";

export const instant = false;

const PAGE_SIZE = 10;
/** Relevance has no cursors, and an offset ends at 10,000. */
const LAST_PAGE = 1000;

interface Properties {
  searchParams: SearchParams;
}

async function asked(searchParams: SearchParams) {
  const { q = "", page = "1" } = await firstValues(searchParams);
  const words = q.replaceAll("\0", "").trim().slice(0, 100);
  return { words, page: Math.min(Math.max(1, Number.parseInt(page) || 1), LAST_PAGE) };
}

export async function generateMetadata({ searchParams }: Properties): Promise<Metadata> {
  const { words } = await asked(searchParams);
  return plainMetadata(words ? `Search: ${words}` : "Search", await readSite(), "noindex, follow");
}

export default async function Search({ searchParams }: Properties) {
  const { words, page } = await asked(searchParams);
  return (
    <Main>
      <header className="page-header">
        <h1>Search</h1>
      </header>
      <SearchForm id="search" label="Words to look for" value={words} />
      {words && <Results words={words} page={page} />}
    </Main>
  );
}

async function Results({ words, page }: { words: string; page: number }) {
  const offset = (page - 1) * PAGE_SIZE;
  const [pages, people] = await Promise.all([
    read<List<PageListItem>>("pages/", { search: words, fields: "listing", images: "basic", limit: PAGE_SIZE, offset }),
    read<List<PersonListItem>>("people/", { search: words, images: "basic", limit: 4 }),
  ]);
  const total = pages.meta.total_count ?? 0;
  const found = total + people.items.length === 0 ? "Nothing was found" : total === 1 ? "1 page" : `${total} pages`;
  const href = (number: number) => `/search/?${new URLSearchParams({ q: words, page: String(number) })}`;
  return (
    <>
      {/* Read out when the results change. */}
      <p role="status">
        {found} for “{words}”
      </p>
      {page === 1 && (
        <PeopleSection
          title="People"
          id="people"
          className="section"
          people={people.items.map((person) => ({ ...person, line: person.job_title, href: person.html_path }))}
        />
      )}
      {pages.items.length > 0 && (
        <Section title="Pages" id="pages">
          <ol className="results" start={offset + 1}>
            {pages.items.map(({ id, meta, title, listing }) => (
              <li key={id}>
                <Status status={listing?.status} />
                <p className="kicker">{listing?.kicker}</p>
                <h3 className="card-title">
                  <SmartLink href={meta.html_path}>{listing?.title || title}</SmartLink>
                </h3>
                {/* The snippet is HTML that the CMS has escaped, with <mark> around what was found. */}
                <p dangerouslySetInnerHTML={{ __html: meta.search?.snippet ?? "" }} />
              </li>
            ))}
          </ol>
        </Section>
      )}
      {total > PAGE_SIZE && (
        <nav className="pagination" aria-label="More results">
          {page > 1 && <SmartLink href={href(page - 1)}>← Previous results</SmartLink>}
          {offset + PAGE_SIZE < total && page < LAST_PAGE && <SmartLink href={href(page + 1)}>Next results →</SmartLink>}
        </nav>
      )}
    </>
  );
}
