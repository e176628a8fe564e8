import type { ReactNode } from "react";

interface Properties {
  title: string;
  id: string;
  className?: string;
  children: ReactNode;
}

/** A part of a page under a heading, which names it for those who jump from part to part. */
export function Section({ title, id, className, children }: Properties) {
  return (
    <section aria-labelledby={id} className={className}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
