import type { ReactNode } from "react";

interface Properties {
  href: string | null | undefined;
  className?: string;
  current?: boolean;
  rel?: string;
  children: ReactNode;
}

/**
 * A link within the site or out of it; only its text where the address is none that a visitor should follow.
 *
 * A plain one: the next page is a document, which comes from a cache near the visitor, and needs no script.
 */
export function SmartLink({ href, className, current, rel, children }: Properties) {
  if (href && /^(\/(?!\/)|https?:|mailto:|tel:|webcal:)/i.test(href)) {
    return (
      <a href={href} className={className} rel={rel} aria-current={current ? "page" : undefined}>
        {children}
      </a>
    );
  }
  return <span className={className}>{children}</span>;
}
