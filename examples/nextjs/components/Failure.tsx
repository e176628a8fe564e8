import { Main } from "./site/Main";

/** What stands in place of a page when the CMS cannot be reached. */
export function Failure({ retry }: { retry: () => void }) {
  return (
    <Main>
      <header className="page-header">
        <h1>This did not work</h1>
        <p className="subtitle">The content cannot be reached right now.</p>
      </header>
      <p>
        <button onClick={retry}>Try again</button>
      </p>
    </Main>
  );
}
