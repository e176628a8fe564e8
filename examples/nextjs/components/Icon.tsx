const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  news: "M4 10v4h3l8 5V5l-8 5zM19 9.5a4 4 0 0 1 0 5",
  search: "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14zM16.2 16.2 21 21",
};

/** A drawing in place of a word, which the button around it has for those who listen. */
export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
