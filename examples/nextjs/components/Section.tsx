import type { ReactNode } from "react";
import { SmartLink } from "./SmartLink";

interface Properties {
  title: string;
  id: string;
  className?: string;
  /** Where there is more of it. */
  more?: { href: string | null | undefined; label: string };
  children: ReactNode;
}

/** A part of a page under a heading, which names it for those who jump from part to part. */
export function Section({ title, id, className = "section", more, children }: Properties) {
  return (
    <section aria-labelledby={id} className={className}>
      {className.includes("section") ? (
        <div className="section-head">
          <h2 id={id}>{title}</h2>
          {more && (
            <SmartLink href={more.href} className="more">
              {more.label}
            </SmartLink>
          )}
        </div>
      ) : (
        <h2 id={id}>{title}</h2>
      )}
      {children}
    </section>
  );
}
