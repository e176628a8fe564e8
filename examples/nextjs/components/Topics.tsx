import type { EditAttributes } from "coalition-cms-client";
import { SmartLink } from "./SmartLink";

interface Properties {
  topics: { slug: string; name: string }[];
  section: string | null | undefined;
  edit?: EditAttributes;
}

/** The topics of a page; each leads to what else the section has on it. */
export function Topics({ topics, section, edit }: Properties) {
  if (topics.length === 0) return null;
  return (
    <ul className="topics" aria-label="Topics" {...edit}>
      {topics.map(({ slug, name }) => (
        <li key={slug}>
          <SmartLink href={section && `${section}?topic=${slug}`}>{name}</SmartLink>
        </li>
      ))}
    </ul>
  );
}
