"use client";

import { useLayoutEffect } from "react";

/**
 * Shows a draft where it was looked at before. The editor's panel loads the draft anew after each change, in a second
 * frame that takes the place of the first. On a page of another site, a partitioned cookie is the only storage that
 * every browser allows.
 */
export function KeepScroll() {
  useLayoutEffect(() => {
    const keep = () => {
      const attributes = `Path=${location.pathname}; Max-Age=3600; SameSite=None; Secure; Partitioned`;
      document.cookie = `scroll=${Math.round(scrollY)}; ${attributes}`;
    };
    const kept = /(?:^|; )scroll=(\d+)/.exec(document.cookie)?.[1];
    scrollTo({ top: Number(kept ?? 0), behavior: "instant" });
    addEventListener("scroll", keep, { passive: true });
    return () => removeEventListener("scroll", keep);
  }, []);
  return null;
}
