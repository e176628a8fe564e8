"use client";

import { createClient, follow } from "coalition-cms-client";
import { usePathname, useRouter } from "next/navigation";
import { useEffect } from "react";

/** Milliseconds for the message that empties the cache of the server, which the CMS sends at the same time. */
const CACHE_IS_EMPTIED = 2_000;

/**
 * Shows the page anew when something that it shows is published while it is open.
 *
 * The CMS names each response and each change by tags: a page is concerned by a change that has one of its own. Those of
 * what `resolve/` says are read here, which name the page and whatever its text refers to. A list beside it has tags of
 * its own, such as `list:pages.EventPage`: add them to show new entries, too.
 */
export function KeepCurrent({ cms }: { cms: string }) {
  const path = usePathname();
  const { refresh } = useRouter();
  useEffect(() => {
    const end = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const showAnew = () => {
      clearTimeout(timer);
      // Once for all that is published together.
      timer = setTimeout(refresh, CACHE_IS_EMPTIED);
    };
    const keepCurrent = async () => {
      let tags = await tagsOf(cms, path);
      for await (const { event, change } of follow(createClient({ baseUrl: cms }), { signal: end.signal })) {
        if (event === "change" && !change.tags.some((tag) => tags.has(tag))) continue;
        showAnew();
        tags = new Set([...tags, ...(await tagsOf(cms, path))]);
      }
    };
    // Without the CMS, the page stays as it is.
    keepCurrent().catch(() => undefined);
    return () => {
      end.abort();
      clearTimeout(timer);
    };
  }, [cms, path, refresh]);
  return null;
}

/** The tags of what the CMS says about a path. */
async function tagsOf(cms: string, path: string): Promise<Set<string>> {
  const response = await fetch(`${cms}/api/v2/resolve/?${new URLSearchParams({ path })}`, { method: "HEAD" });
  return new Set((response.headers.get("Cache-Tag") ?? "").split(",").map((tag) => tag.trim()));
}
