import { SmartLink } from "./SmartLink";

/** The topics of a page; each leads to what else the section has on it. */
export function Topics({ topics, section }: { topics: { slug: string; name: string }[]; section: string | null | undefined }) {
  if (topics.length === 0) return null;
  return (
    <ul className="topics" aria-label="Topics">
      {topics.map(({ slug, name }) => (
        <li key={slug}>
          <SmartLink href={section && `${section}?topic=${slug}`}>{name}</SmartLink>
        </li>
      ))}
    </ul>
  );
}
