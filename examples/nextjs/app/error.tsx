"use client";

/** What stands in place of a page when the CMS cannot be reached. */
export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <div className="column">
      <header className="page-header">
        <h1>This did not work</h1>
        <p className="subtitle">The content cannot be reached right now.</p>
      </header>
      <button onClick={reset}>Try again</button>
    </div>
  );
}
