/** What the CMS serves for the frontend to hand on under its own address. */
const OF_THE_SITE = /^\/(feeds\/[\w./-]+|sitemap\.xml|robots\.txt|llms\.txt)$/;
/** The headers of a visitor that the CMS needs to know; no cookies, and nothing else about them. */
const ASKED = ["Accept", "If-None-Match", "If-Modified-Since"];
/** The headers of the response that mean the same to the visitor. Lengths and encodings are those of another connection. */
const ANSWERED = [
  ...["Content-Type", "Content-Language", "Content-Disposition", "Cache-Control", "ETag", "Last-Modified", "Vary", "Link"],
  ...["Cache-Tag", "Surrogate-Key", "Retry-After", "X-Content-Type-Options", "Location"],
];

export interface ProxyOptions {
  /** Where the CMS is, without a path. */
  baseUrl: string;
  /** The path at the CMS, if it is not that of the request: `/feeds/events.ics`. */
  path?: string;
  /** Used in place of the global `fetch`. */
  fetch?: typeof globalThis.fetch;
  /** Milliseconds after which the CMS counts as down; ten seconds by default. */
  timeout?: number;
}

/**
 * Return a feed, calendar, sitemap, `robots.txt` or `llms.txt` of the CMS as the response to a visitor's request.
 *
 * The visitor's validators are passed on, so that an unchanged feed is 304. Query parameters are filters of the feed. A path
 * that ends in `.md` is the page there as Markdown. A path that is none of these is 404, another method than GET and HEAD
 * 405, and a CMS that is down 503.
 */
export async function proxyFeed(
  request: Request,
  { baseUrl, path, fetch = globalThis.fetch, timeout = 10_000 }: ProxyOptions,
): Promise<Response> {
  const asked = new URL(request.url);
  const { method } = request;
  const pathname = path ?? asked.pathname;
  const isMarkdown = pathname.endsWith(".md");
  if (!(isMarkdown || OF_THE_SITE.test(pathname)) || pathname.includes("..")) return plain(404, "There is no such feed.");
  if (method !== "GET" && method !== "HEAD") return plain(405, "Only GET and HEAD.", { Allow: "GET, HEAD" });
  const query = isMarkdown ? `?${new URLSearchParams({ path: pathname })}` : asked.search;
  const url = new URL((isMarkdown ? "/api/v2/markdown/" : pathname) + query, baseUrl);
  // An answer of 301 or 302 is the visitor's to follow.
  const init = { method, headers: only(request.headers, ASKED), redirect: "manual" as const };
  const answer = await fetch(url, { ...init, cache: "no-store", signal: AbortSignal.timeout(timeout) }).catch(() => null);
  if (!answer) return plain(503, "The content cannot be reached right now.", { "Retry-After": "30" });
  const { status } = answer;
  return new Response(status === 304 || method === "HEAD" ? null : answer.body, {
    status,
    headers: only(answer.headers, ANSWERED),
  });
}

function only(headers: Headers, names: readonly string[]): Headers {
  const kept = new Headers();
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept;
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  const all = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", ...headers };
  return new Response(`${text}\n`, { status, headers: all });
}
