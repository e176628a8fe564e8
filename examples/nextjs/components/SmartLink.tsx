import Link from "next/link";
import type { ReactNode } from "react";

interface Properties {
  href: string | null | undefined;
  className?: string;
  current?: boolean;
  rel?: string;
  children: ReactNode;
}

/** A link within the site or out of it; only its text where the address is none that a visitor should follow. */
export function SmartLink({ href, className, current, rel, children }: Properties) {
  const attributes = { className, rel, "aria-current": current ? ("page" as const) : undefined };
  if (href && /^\/(?!\/)/.test(href)) {
    // Not fetched before it is followed: each link in view would have the CMS make a page that few will read.
    return (
      <Link href={href} prefetch={false} {...attributes}>
        {children}
      </Link>
    );
  }
  if (href && /^(https?:|mailto:|tel:)/i.test(href)) {
    return (
      <a href={href} {...attributes}>
        {children}
      </a>
    );
  }
  return <span className={className}>{children}</span>;
}
