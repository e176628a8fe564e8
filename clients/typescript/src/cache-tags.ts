/**
 * Return the tags of a response: what it was built from, as `page:12` or `list:pages.EventPage`. A cache keeps the response
 * until a change has one of them.
 */
export function cacheTags({ headers }: Pick<Response, "headers">): string[] {
  const tags = headers.get("Cache-Tag")?.split(",") ?? [];
  return tags.map((tag) => tag.trim()).filter((tag) => tag !== "");
}

/** Return for how many seconds a shared cache may keep a response at most, or `null` where it says nothing of that. */
export function sharedMaxAge({ headers }: Pick<Response, "headers">): number | null {
  const found = /(?:^|[\s,])s-maxage=(\d+)/.exec(headers.get("Cache-Control") ?? "")?.[1];
  return found === undefined ? null : Number(found);
}
