interface Properties {
  id: string;
  /** Names this form among the others of the page. */
  label: string;
  value?: string;
}

/** The search, as a plain form: it works before any script has loaded. */
export function SearchForm({ id, label, value }: Properties) {
  return (
    <form action="/search/" role="search" className="search-form" aria-label={label}>
      <label htmlFor={id} className="hidden">
        Search for
      </label>
      <input id={id} type="search" name="q" defaultValue={value} maxLength={100} placeholder="Search" />
      <button>Search</button>
    </form>
  );
}
