"use client";

import { useEffect } from "react";

/** Lets links in the editor's panel open beside it: in the panel, only drafts may be shown. */
export function OpenBeside() {
  useEffect(() => {
    const open = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest("a") : null;
      // Contents and footnotes stay within the draft.
      if (link && !link.getAttribute("href")?.startsWith("#")) link.target = "_blank";
    };
    // Before the links of Next.js see the click, which would load the page in place of the draft.
    addEventListener("click", open, { capture: true });
    return () => removeEventListener("click", open, { capture: true });
  }, []);
  return null;
}
