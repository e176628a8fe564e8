import type { ReactNode } from "react";

export type Level = 2 | 3 | 4;

interface Properties {
  level: Level;
  className?: string;
  children: ReactNode;
}

/** A heading one below the one it stands under, so that the headings of a page are an outline of it. */
export function Heading({ level, className, children }: Properties) {
  const Name = `h${level}` as const;
  return <Name className={className}>{children}</Name>;
}
