"use client";

import { useLayoutEffect } from "react";

/**
 * Shows a draft where it was looked at before. The editor's panel loads the draft anew after each change, in a second
 * frame that takes the place of the first; frames of one tab have this storage in common.
 */
export function KeepScroll() {
  useLayoutEffect(() => {
    const key = `scroll ${location.pathname}${location.search}`;
    const keep = () => sessionStorage.setItem(key, String(scrollY));
    scrollTo({ top: Number(sessionStorage.getItem(key) ?? 0), behavior: "instant" });
    addEventListener("scroll", keep, { passive: true });
    return () => removeEventListener("scroll", keep);
  }, []);
  return null;
}
