import Link from "next/link";
import type { ReactNode } from "react";

interface Properties {
  href: string | null | undefined;
  className?: string;
  current?: boolean;
  children: ReactNode;
}

/** A link within the site or out of it; only its text where the address is none that a visitor should follow. */
export function SmartLink({ href, className, current, children }: Properties) {
  const attributes = { className, "aria-current": current ? ("page" as const) : undefined };
  if (href && /^\/(?!\/)/.test(href)) {
    return (
      <Link href={href} {...attributes}>
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
