/** Types follow `fields`: what does not compile here fails `npm test`. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { createClient, unwrap, type Author, type EventPageListItem, type Site } from "../src/index.js";
import type { Selected } from "../src/fields.js";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;

const baseUrl = process.env["CMS_URL"];
assert.ok(baseUrl, "CMS_URL says where a CMS with the demo content is.");
const cms = createClient({ baseUrl });

test("nothing but what is named", async () => {
  const query = { fields: "_,id,title,html_path,venue(name,locality)", limit: 1, phase: ["past", "upcoming"] } as const;
  const { items } = await unwrap(cms.GET("/api/v2/events/", { params: { query: { ...query, phase: ["past"] } } }));
  const [event] = items;
  assert.ok(event);
  assert.deepEqual(Object.keys(event).sort(), ["id", "meta", "title", "venue"]);
  assert.deepEqual(Object.keys(event.meta), ["html_path"]);
  event.title satisfies string;
  event.venue?.locality satisfies string | undefined;
  const path: Same<typeof event.meta, { html_path: string | null }> = true;
  assert.ok(path);
  // @ts-expect-error: the summary was not asked for.
  void event.summary;
  // @ts-expect-error: neither was the street.
  void event.venue?.street;
});

test("more than the default", async () => {
  const { items } = await unwrap(cms.GET("/api/v2/posts/", { params: { query: { fields: "body,-summary", limit: 1 } } }));
  const [post] = items;
  assert.ok(post);
  assert.ok(post.body.length > 0);
  assert.ok(!("summary" in post));
  // @ts-expect-error: the summary was left out.
  void post.summary;
  // @ts-expect-error: the table of contents was not asked for, so it may be missing.
  post.toc satisfies unknown[];
});

test("everything", async () => {
  const { items } = await unwrap(cms.GET("/api/v2/events/", { params: { query: { fields: "*", limit: 1 } } }));
  assert.ok(items[0]?.body.length);
  assert.ok(items[0].meta.breadcrumbs.length);
});

test("a page that is resolved, and other outcomes", async () => {
  const resolved = await unwrap(cms.GET("/api/v2/resolve/", { params: { query: { path: "/", fields: "_,title" } } }));
  assert.ok(resolved.outcome === "page");
  assert.deepEqual(Object.keys(resolved.page), ["title"]);
  // @ts-expect-error: only the title was asked for.
  void resolved.page.meta;
});

test("inside of lists, and of objects with an identity", async () => {
  const query = { fields: "_,authors(name,role),related(listing(title))", limit: 1 } as const;
  const { items } = await unwrap(cms.GET("/api/v2/posts/", { params: { query } }));
  const authors = items[0]?.authors;
  assert.ok(authors);
  const same: Same<typeof authors, Pick<Author, "name" | "role">[]> = true;
  assert.ok(same);
  assert.deepEqual(Object.keys(authors[0] ?? {}).sort(), ["name", "role"]);
  for (const page of items[0]?.related ?? []) assert.deepEqual(Object.keys(page).sort(), ["id", "listing", "meta", "title"]);
  items[0]?.related[0]?.meta.html_path satisfies string | null | undefined;
  items[0]?.related[0]?.listing.title satisfies string | undefined;
});

test("of a text that only the running program knows, anything can be missing", async () => {
  const fields: string = ["_", "title"].join();
  const { items } = await unwrap(cms.GET("/api/v2/events/", { params: { query: { fields, limit: 1 } } }));
  const same: Same<NonNullable<(typeof items)[0]["title"]>, string> = true;
  assert.ok(same);
  const [event] = items;
  assert.ok(event);
  // @ts-expect-error: it may be missing.
  event.title satisfies string;
  const some: undefined extends (typeof event)["meta"] ? true : never = true;
  assert.ok(some && event.title);
});

test("without fields, the types are those of the document", async () => {
  const { items } = await unwrap(cms.GET("/api/v2/events/", { params: { query: { limit: 1 } } }));
  const item: Same<(typeof items)[0], EventPageListItem> = true;
  const none: Same<Selected<Site, undefined>, Site> = true;
  assert.ok(item && none && items.length === 1);
});
