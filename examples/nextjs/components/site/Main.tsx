import type { ReactNode } from "react";

/** The content of the page, to which the first link leads. */
export function Main({ children }: { children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1}>
      {children}
    </main>
  );
}
