import type { EditAttributes } from "coalition-cms-client";
import { SmartLink } from "./SmartLink";

interface Properties {
  authors: { name: string; person: { html_path?: string | null } | null }[];
  /** Where the author at this place is edited. */
  edit?: (index: number) => EditAttributes;
}

/** “By Ada, Ben”; nothing where there are no authors. */
export function Byline({ authors, edit }: Properties) {
  if (authors.length === 0) return null;
  return (
    <>
      {"By "}
      {authors.map(({ name, person }, index) => (
        <span key={index} {...edit?.(index)}>
          {index > 0 && ", "}
          <SmartLink href={person?.html_path}>{name}</SmartLink>
        </span>
      ))}
    </>
  );
}
