/** Reads from the CMS, and keeps answers until the CMS says that what they were made from has changed. */
import { cacheLife, cacheTag } from "next/cache";
import { notFound } from "next/navigation";
import { type Answer, forget, keep, recall } from "./answers";
import { perspective } from "./perspective";
import { cmsUrl } from "./settings";
import type { OrganizationInShort, Problem, Resolved, Site } from "./types";

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

/**
 * Read from the API, or from the cache what was read before. What the CMS does not have or understand, such as a cursor
 * that somebody has changed, is “not found”.
 */
export async function read<Content>(path: string, query: Query = {}): Promise<Content> {
  const answer = await readOrNothing<Content>(path, query);
  return answer ?? notFound();
}

/** Likewise, but `null` for what is not found. */
async function readOrNothing<Content>(path: string, query: Query): Promise<Content | null> {
  const { status, content } = (await withDrafts(apiPath(path, query))) ?? (await cached(apiPath(path, query)));
  if (status === 200) return content as Content;
  if (status === 400 || status === 404) return null;
  throw new Error((content as Problem | null)?.detail ?? `The CMS answered ${status || "not at all"}.`);
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
  const maxAge = /s-maxage=(\d+)/.exec(response.headers.get("Cache-Control") ?? "")?.[1];
  const revalidate = maxAge ? Math.max(1, Number(maxAge)) : 60;
  cacheLife({ stale: 30, revalidate, expire: maxAge ? revalidate + 1 : 300 });
  const { content, tags } = await remember(path, response);
  cacheTag(...taken(tags));
  return { status: 200, content };
}

/** Keep a good answer for the time when there is none. */
async function remember(query: string, response: Response): Promise<Answer> {
  const tags = (response.headers.get("Cache-Tag") ?? "").split(",").map((tag) => tag.trim());
  const answer = { query, content: await response.json(), tags };
  // What is not there was never shown.
  if ((answer.content as Partial<Resolved>).outcome !== "not_found") await keep(answer);
  return answer;
}

/** Ask again what was forgotten, so that it can be shown if the CMS goes down before somebody asks for it. */
export async function askAgain(queries: string[]): Promise<void> {
  for (const query of queries) {
    const response = await ask(query);
    if (response?.ok) await remember(query, response);
  }
}

/** Those of the tags that Next.js takes. */
function taken(tags: string[]): string[] {
  return tags.filter((tag) => tag && tag.length <= 256).slice(0, 128);
}

/** The menus, announcements, languages and sections of the site. */
export function readSite(): Promise<Site> {
  return read<Site>("site/");
}

/** What every page says about the organization: its logo, and the foot of the page. `null` where the site has no page about it. */
export function readOrganization(): Promise<OrganizationInShort | null> {
  return readOrNothing("organization/", { fields: "_,name,tagline,logo,address,contact_points", images: "basic" });
}

/** What is at a path of the site. The query string counts only where nothing is at the path itself: for redirects. */
export async function resolve(path: string, search = ""): Promise<Resolved> {
  const answer = await readOrNothing<Resolved>("resolve/", { path });
  const resolved: Resolved = answer ?? { outcome: "not_found", suggestions: [] };
  const isFound = resolved.outcome === "page" || resolved.outcome === "person";
  return isFound || !search ? resolved : resolve(path + search);
}
