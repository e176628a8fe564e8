"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { SmartLink } from "../SmartLink";

/** A link of a menu, which says when the visitor is on its page. */
export function CurrentLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <SmartLink href={href} current={usePathname() === href}>
      {children}
    </SmartLink>
  );
}
