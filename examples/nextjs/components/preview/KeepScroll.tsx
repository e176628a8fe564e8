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
    if (kept) scrollTo({ top: Number(kept), behavior: "instant" });
    // Who was quicker than this script has scrolled already.
    else keep();
    addEventListener("scroll", keep, { passive: true });
    return () => removeEventListener("scroll", keep);
  }, []);
  return null;
}
