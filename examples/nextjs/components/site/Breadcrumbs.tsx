import { SmartLink } from "../SmartLink";
import type { Breadcrumb } from "@/lib/types";

/** Where a page is: the pages above it, and itself. */
export function Breadcrumbs({ trail }: { trail: Breadcrumb[] }) {
  if (trail.length < 2) return null;
  return (
    <nav className="breadcrumbs" aria-label="Breadcrumbs">
      <ol>
        {trail.map(({ id, title, html_path }, index) => (
          <li key={id}>
            {index < trail.length - 1 ? (
              <SmartLink href={html_path}>{title}</SmartLink>
            ) : (
              <span aria-current="page">{title}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
