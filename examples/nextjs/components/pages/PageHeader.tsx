import { editAttributes } from "coalition-cms-client";
import type { ReactNode } from "react";
import type { Page } from "@/lib/types";

/** Kicker, title and subtitle of a page, and below them what its type adds. */
export function PageHeader({ page, kicker, children }: { page: Page; kicker?: string; children?: ReactNode }) {
  return (
    <header className="page-header">
      {kicker && (
        <p className="kicker" {...editAttributes(page, "/listing/kicker")}>
          {kicker}
        </p>
      )}
      <h1 {...editAttributes(page, "/title")}>{page.title || "Without a title"}</h1>
      {page.subtitle && (
        <p className="subtitle" {...editAttributes(page, "/subtitle")}>
          {page.subtitle}
        </p>
      )}
      {children}
    </header>
  );
}
