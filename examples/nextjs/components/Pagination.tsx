import { SmartLink } from "./SmartLink";
import type { List } from "@/lib/types";

interface Properties {
  meta: List<unknown>["meta"];
  /** The path of the list, and the rest of its query string. */
  path: string;
  query?: Record<string, string | undefined>;
  /** What is being read on, such as “posts”. */
  label: string;
}

/** Reads a list on, or back, from where its cursor stands: nothing is repeated or missed when pages come or go. */
export function Pagination({ meta, path, query = {}, label }: Properties) {
  const { previous_cursor: previous, next_cursor: next } = meta;
  if (!previous && !next) return null;
  const href = (cursor: string) => {
    const others = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
    return `${path}?${new URLSearchParams([...others, ["cursor", cursor]])}`;
  };
  return (
    <nav className="pagination" aria-label={`More ${label}`}>
      {previous && (
        <SmartLink href={href(previous)} rel="prev">
          ← Previous {label}
        </SmartLink>
      )}
      {next && (
        <SmartLink href={href(next)} rel="next">
          Next {label} →
        </SmartLink>
      )}
    </nav>
  );
}
