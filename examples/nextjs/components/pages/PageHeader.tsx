import { editAttributes } from "coalition-cms-client";
import type { ReactNode } from "react";
import type { Page } from "@/lib/types";

interface Properties {
  page: Page;
  kicker?: string;
  /** What has become of an event. */
  status?: string | null;
  children?: ReactNode;
}

/** Kicker, title and subtitle of a page, and below them what its type adds. */
export function PageHeader({ page, kicker, status, children }: Properties) {
  return (
    <header className="page-header" data-status={status ?? undefined}>
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
