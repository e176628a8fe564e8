import type { ReactNode } from "react";

export type Level = 2 | 3 | 4;

/** A heading one below the one it stands under, so that the headings of a page are an outline of it. */
export function Heading({ level, id, className, children }: { level: Level; id?: string; className?: string; children: ReactNode }) {
  const Name = `h${level}` as const;
  return (
    <Name id={id} className={className}>
      {children}
    </Name>
  );
}
