import { SmartLink } from "./SmartLink";

interface Properties {
  topics: { slug: string; name: string }[];
  /** The path of the section that can be filtered by them. */
  section: string | null | undefined;
}

/** The topics of a page; each leads to what else the section has on it. */
export function Topics({ topics, section }: Properties) {
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
