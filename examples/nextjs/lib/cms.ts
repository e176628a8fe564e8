/** Reads from the CMS, and keeps answers until the CMS says that what they were made from has changed. */
import { ApiError, cacheTags, createClient, resolvePath, sharedMaxAge, unwrap } from "coalition-cms-client";
import type { CmsClient } from "coalition-cms-client";
import { cacheLife, cacheTag } from "next/cache";
import { notFound } from "next/navigation";
import { type Answer, forget, keep, recall } from "./answers";
import { perspective } from "./perspective";
import { cmsUrl } from "./settings";
import type { OrganizationInShort, Resolved, Site } from "./types";

const TIMEOUT = 10_000;
/** Likewise where there is an earlier answer to show. */
const SHORT_TIMEOUT = 3_000;
/** Milliseconds for which the CMS is not asked again after it did not answer. */
const PAUSE = 5_000;

/** The CMS does not answer, and is asked again then. */
let downUntil = 0;

export type Query = Record<string, string | number | boolean | null | undefined>;

/** `path` below `/api/v2/` with those parameters that have a value. */
export function apiPath(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const parameters = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length > 0 ? `/api/v2/${path}?${parameters}` : `/api/v2/${path}`;
}

/** Ask the CMS, past every cache: `null` where it does not answer. */
export function ask(path: string, headers: Record<string, string> = {}, timeout = TIMEOUT): Promise<Response | null> {
  return fetch(cmsUrl() + path, { cache: "no-store", headers, signal: AbortSignal.timeout(timeout) }).catch(() => null);
}

/** A client that asks past every cache. */
export function uncached(): CmsClient {
  const now = (request: Request) => fetch(request, { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT) });
  return createClient({ baseUrl: cmsUrl(), fetch: now });
}

/** A client whose answers come from the cache, or have drafts in their places, in a preview. */
function client(): CmsClient {
  return createClient({ baseUrl: cmsUrl(), fetch: answerTo });
}

async function answerTo(request: Request): Promise<Response> {
  const { search } = new URL(request.url);
  const asked = new URLSearchParams(search);
  const [pathname = ""] = request.url.slice(cmsUrl().length).split("?", 1);
  // Written as apiPath() writes it: it names what is kept.
  const path = asked.size > 0 ? `${pathname}?${asked}` : pathname;
  const { status, content } = (await withDrafts(path)) ?? (await cached(path));
  if (status === 0) throw new TypeError("The CMS does not answer.");
  return Response.json(content, { status });
}

/** What a client has read; `null` for what the CMS does not have or understand. */
async function orNothing<Content>(answer: Promise<Content>): Promise<Content | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof ApiError && (error.status === 400 || error.status === 404)) return null;
    throw error;
  });
}

/**
 * Read from the API, or from the cache what was read before. What the CMS does not have or understand, such as a cursor
 * that somebody has changed, is “not found”.
 */
export async function read<Content>(path: string, query: Query = {}): Promise<Content> {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
  // Whoever calls this knows what is at the path.
  const answer = unwrap(client().GET(`/api/v2/${path}` as "/api/v2/pages/", { params: { query: given as object } }));
  return (await orNothing(answer as Promise<unknown> as Promise<Content>)) ?? notFound();
}

/** The answer with drafts in their places, in a preview; nothing elsewhere, or where there are too many of them. */
async function withDrafts(path: string): Promise<{ status: number; content: unknown } | null> {
  const { token } = perspective();
  const response = token ? await ask(path, { "Preview-Token": token }) : null;
  return response?.ok ? { status: response.status, content: await response.json() } : null;
}

/**
 * The tags of an answer are known when it has come, in `Cache-Tag`; `/api/revalidate` throws away what carries one of
 * them. Without that, an answer is asked for again after a minute. `s-maxage` is the instant at which the clock changes
 * the answer: an event begins, a page expires. While the CMS does not answer, its last answer is shown.
 */
async function cached(path: string): Promise<{ status: number; content: unknown }> {
  "use cache";
  const kept = await recall(path);
  const isPause = kept !== null && Date.now() < downUntil;
  const response = isPause ? null : await ask(path, {}, kept ? SHORT_TIMEOUT : TIMEOUT);
  const isDown = !response || response.status >= 500;
  if (!isPause) downUntil = isDown ? Date.now() + PAUSE : 0;
  if (!response?.ok) {
    cacheLife({ stale: 30, revalidate: 1, expire: 2 });
    if (kept && isDown) {
      cacheTag(...taken(kept.tags));
      return { status: 200, content: kept.content };
    }
    if (kept) await forget(path);
    // Returned and not thrown: an error in here would leave the visitor's request open.
    return { status: response?.status ?? 0, content: await response?.json().catch(() => null) };
  }
  const maxAge = sharedMaxAge(response);
  const revalidate = Math.max(1, maxAge ?? 60);
  cacheLife({ stale: 30, revalidate, expire: maxAge === null ? 300 : revalidate + 1 });
  const { content, tags } = await remember(path, response);
  cacheTag(...taken(tags));
  return { status: 200, content };
}

/** Keep a good answer for the time when there is none. */
async function remember(query: string, response: Response): Promise<Answer> {
  const answer = { query, content: await response.json(), tags: cacheTags(response) };
  // What is not there was never shown.
  if ((answer.content as Partial<Resolved>).outcome !== "not_found") await keep(answer);
  return answer;
}

/**
 * Ask again what was forgotten, so that it can be shown if the CMS goes down before somebody asks for it. With the cursor of
 * a change, the answers have at least that change.
 */
export async function askAgain(queries: string[], cursor: string): Promise<void> {
  for (const query of queries) {
    const response = await ask(query, cursor ? { "Changes-Cursor": cursor } : {});
    if (response?.ok) await remember(query, response);
  }
}

/** Those of the tags that Next.js takes. */
function taken(tags: string[]): string[] {
  return tags.filter((tag) => tag.length <= 256).slice(0, 128);
}

/** The menus, announcements, languages and sections of the site. */
export async function readSite(): Promise<Site> {
  return (await orNothing(unwrap(client().GET("/api/v2/site/")))) ?? notFound();
}

/** What every page says about the organization: its logo, and the foot of the page. `null` where the site has no page about it. */
export async function readOrganization(): Promise<OrganizationInShort | null> {
  const query = { fields: "_,name,tagline,logo,address,contact_points", images: "basic" } as const;
  return orNothing(unwrap(client().GET("/api/v2/organization/", { params: { query } })));
}

/**
 * What is at a path of the site. The query string counts only for redirects: where nothing is at the path itself, and at
 * the home page, below which older systems number their pages (`/?p=12`).
 */
export async function resolve(path: string, search = ""): Promise<Resolved> {
  const answer = await orNothing(resolvePath(client(), path));
  const resolved: Resolved = answer ?? { outcome: "not_found", suggestions: [] };
  const isFound = resolved.outcome === "page" || resolved.outcome === "person";
  return !search || (isFound && path !== "/") ? resolved : resolve(path + search);
}
