/** The client against a CMS with the demo content, at `CMS_URL`. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiError, createClient, isPage, iterate, pictureAttributes, resolvePath, unwrap, type CropName } from "../src/index.js";

const baseUrl = process.env["CMS_URL"];
assert.ok(baseUrl, "CMS_URL says where a CMS with the demo content is.");
const cms = createClient({ baseUrl });

test("a list is filtered, and its fields are chosen", async () => {
  const query = { phase: ["past" as const, "upcoming" as const], limit: 3, fields: "_,title,phase" };
  const events = await unwrap(cms.GET("/api/v2/events/", { params: { query } }));
  assert.equal(events.items.length, 3);
  for (const event of events.items) assert.ok(["past", "upcoming"].includes(event.phase ?? ""));
});

test("a list is walked to its end", async () => {
  const paths: (string | null | undefined)[] = [];
  const urls = iterate((cursor) => unwrap(cms.GET("/api/v2/urls/", { params: { query: { limit: 5, ...cursor } } })));
  for await (const url of urls) paths.push(url.html_path);
  const { meta } = await unwrap(cms.GET("/api/v2/urls/", { params: { query: { limit: 0 } } }));
  assert.ok(paths.length > 10);
  assert.equal(paths.length, meta.total_count);
  assert.equal(new Set(paths).size, paths.length);
});

test("a page is found at its path, and known by its type", async () => {
  const { items } = await unwrap(cms.GET("/api/v2/events/", { params: { query: { limit: 1 } } }));
  const path = items[0]?.meta.html_path;
  assert.ok(path);
  const resolved = await resolvePath(cms, path, { crops: ["card", "wide"] });
  assert.equal(resolved.outcome, "page");
  assert.ok(resolved.outcome === "page" && isPage(resolved.page, "pages.EventPage"));
  assert.equal(resolved.page.meta.html_path, path);
  assert.ok(!isPage(resolved.page, "pages.GuestBlogPost"));
  const crops = resolved.page.feature_image?.crops;
  assert.deepEqual(Object.keys(crops ?? {}).sort(), ["card", "wide"]);
});

test("every outcome of a path", async () => {
  const outcomes = {
    person: "/people/",
    redirect: "/moved/?utm=a%26b",
    gone: "/withdrawn/",
    not_found: "/never was/",
  };
  const { items } = await unwrap(cms.GET("/api/v2/people/", { params: { query: { limit: 1 } } }));
  outcomes.person = items[0]?.html_path ?? "";
  for (const [outcome, path] of Object.entries(outcomes)) {
    const resolved = await resolvePath(cms, path);
    assert.equal(resolved.outcome, outcome, path);
    if (resolved.outcome === "redirect") {
      assert.equal(resolved.status, 301);
      assert.match(resolved.location, /^\/.*\?utm=a%26b$/);
    }
  }
});

test("what the API says of bad input is in the error", async () => {
  const asked = unwrap(cms.GET("/api/v2/posts/", { params: { query: { order: "publshed_on" } } }));
  await assert.rejects(asked, (error) => {
    assert.ok(error instanceof ApiError);
    assert.equal(error.status, 400);
    assert.deepEqual(
      error.problem?.errors.map(({ parameter, code, did_you_mean }) => [parameter, code, did_you_mean]),
      [["order", "unknown_order", "published_on"]],
    );
    assert.match(error.message, /order:/);
    return true;
  });
});

test("the site is asked for wherever the API takes it, and nowhere else", async () => {
  const seen = new Map<string, boolean>();
  const fetch = (request: Request) => {
    const url = new URL(request.url);
    seen.set(url.pathname, url.searchParams.get("site") === "localhost:3000");
    return Promise.resolve(Response.json({}));
  };
  const client = createClient({ baseUrl, site: "localhost:3000", fetch });
  const document = await unwrap(cms.GET("/api/v2/schema/"));
  const paths = document["paths"] as Record<string, { get: { parameters: { name: string }[] } }>;
  assert.ok(Object.keys(paths).length > 25);
  for (const [path, { get }] of Object.entries(paths)) {
    await client.request("get", path as never, {} as never);
    const takes = get.parameters.some(({ name }) => name === "site");
    assert.equal(seen.get(new URL(path, baseUrl).pathname), takes, path);
  }
});

test("headers are sent with every request", async () => {
  let sent: string | null = null;
  const fetch = (request: Request) => {
    sent = request.headers.get("X-Asked-By");
    return globalThis.fetch(request);
  };
  const client = createClient({ baseUrl, fetch, headers: { "X-Asked-By": "a test" } });
  assert.ok((await unwrap(client.GET("/api/v2/site/"))).name);
  assert.equal(sent, "a test");
});

test("a crop that was not asked for is the one that the CMS would describe", async () => {
  const crops: CropName[] = ["square", "card", "wide", "social"];
  const { items } = await unwrap(cms.GET("/api/v2/images/", { params: { query: { crops, limit: 50 } } }));
  assert.ok(items.length > 5);
  for (const { crops: described, ...image } of items) {
    for (const crop of crops) {
      const real = described?.[crop];
      const made = pictureAttributes(image, { crop });
      assert.equal(made?.img.srcSet, real?.srcset, `${image.title}: ${crop}`);
      assert.deepEqual([made?.img.src, made?.img.width, made?.sources], [real?.src, real?.width, real?.sources]);
      assert.ok(Math.abs((made?.img.height ?? 0) - (real?.height ?? 0)) <= 2);
    }
  }
});
