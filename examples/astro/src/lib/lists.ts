/** What pages list below their text. */
import { unwrap, type AnyPage, type EventPhase, type ListMeta } from "coalition-cms-client";
import type { PageLink, PersonShort, Speaker } from "coalition-cms-client";
import { cms } from "./cms";

type Address = { html_path?: string | null; locale?: string; search?: object };
/** A page, a person, or what a page says of somebody. */
export type Item = Partial<Omit<PageLink & PersonShort & Speaker, "meta" | "role">> & { meta?: Address; role?: string };
export type List = { title: string; items: Item[]; meta?: ListMeta };

/** Return the lists of a page. Its address may have a cursor, and the title of the list that this is of. */
export async function listsOf(page: AnyPage, parameters = new URLSearchParams()): Promise<List[]> {
  const [list, cursor] = ["list", "cursor"].map((name) => parameters.get(name) ?? undefined);
  const part = (title: string) => ({ images: "basic", ...([title, undefined].includes(list) && { cursor }) }) as const;
  const pages = { limit: 8, fields: "_,html_path,locale,listing", locale: page.meta.locale ?? "en" } as const;
  const posts = async (title = "Posts") => {
    const query = { ...pages, ...part(title) };
    return { title, ...(await unwrap(cms.GET("/api/v2/posts/", { params: { query } }))) };
  };
  const events = async (title: string, order: string, ...phase: EventPhase[]) => {
    const query = { ...pages, ...part(title), phase, order };
    return { title, ...(await unwrap(cms.GET("/api/v2/events/", { params: { query } }))) };
  };
  const coming = () => events("Coming up", "starts_at", "ongoing", "upcoming", "unscheduled");
  if ("featured" in page) return Promise.all([{ title: "Featured", items: page.featured }, coming(), posts()]);
  if ("related" in page) return [{ title: "Read on", items: page.related }];
  const shows = "shows" in page && page.shows;
  if (shows === "posts") return [await posts()];
  if (shows === "events") return Promise.all([coming(), events("Past events", "-starts_at", "past")]);
  if (shows === "people") {
    return [{ title: "People", ...(await unwrap(cms.GET("/api/v2/people/", { params: { query: part("People") } }))) }];
  }
  if (shows !== "children" || !page.id) return [];
  const query = { ...pages, ...part("Pages"), child_of: page.id };
  return [{ title: "Pages", ...(await unwrap(cms.GET("/api/v2/pages/", { params: { query } }))) }];
}
