/** Feeds through a frontend, of a CMS with the demo content. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";

import { proxyFeed } from "../src/index.js";

const baseUrl = process.env["CMS_URL"];
assert.ok(baseUrl, "CMS_URL says where a CMS with the demo content is.");
const SITE = "https://www.example.org";

test("feeds, calendars, the sitemap, robots.txt and pages as Markdown are handed on", async () => {
  const types = {
    "/feeds/posts.atom?limit=2": "application/atom+xml",
    "/feeds/events.ics": "text/calendar",
    "/sitemap.xml": "application/xml",
    "/robots.txt": "text/plain",
    "/llms.txt": "text/plain",
    "/about.md": "text/markdown",
  };
  for (const [path, type] of Object.entries(types)) {
    const response = await proxyFeed(new Request(SITE + path), { baseUrl });
    assert.equal(response.status, 200, path);
    assert.ok(response.headers.get("Content-Type")?.startsWith(type), path);
    assert.ok(response.headers.get("Cache-Control"), path);
    // Those of the connection to the CMS.
    for (const name of ["Content-Encoding", "Content-Length", "Set-Cookie"]) assert.ok(!response.headers.has(name), name);
    assert.ok((await response.text()).length > 10, path);
  }
});

test("a filter is handed on, and what the CMS says of a wrong one", async () => {
  const found = await proxyFeed(new Request(`${SITE}/feeds/posts.json?limit=1`), { baseUrl });
  assert.equal(((await found.json()) as { items: unknown[] }).items.length, 1);
  const wrong = await proxyFeed(new Request(`${SITE}/feeds/posts.json?limt=1`), { baseUrl });
  assert.equal(wrong.status, 400);
  assert.match(wrong.headers.get("Content-Type") ?? "", /problem\+json/);
});

test("an unchanged feed is 304, and HEAD has no body", async () => {
  const first = await proxyFeed(new Request(`${SITE}/calendar.ics`), { baseUrl, path: "/feeds/events.ics" });
  const etag = first.headers.get("ETag");
  assert.ok(etag);
  await first.text();
  const asked = new Request(`${SITE}/calendar.ics`, { headers: { "If-None-Match": etag, Cookie: "secret=1" } });
  const second = await proxyFeed(asked, { baseUrl, path: "/feeds/events.ics" });
  assert.equal(second.status, 304);
  assert.equal(second.headers.get("ETag"), etag);
  const head = await proxyFeed(new Request(`${SITE}/feeds/events.ics`, { method: "HEAD" }), { baseUrl });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), "");
});

test("nothing else of the CMS is handed on", async () => {
  const asked: string[] = [];
  const fetch = (url: string | URL | Request) => {
    asked.push(String(url));
    return Promise.resolve(new Response());
  };
  for (const path of ["/admin/", "/api/v2/pages/", "/feeds/", "/feeds/%2e%2e/admin/", "//example.com/feeds/a", "/robots.txt/", "/a/../b.md/"]) {
    const response = await proxyFeed(new Request(SITE + path), { baseUrl, fetch });
    assert.equal(response.status, 404, path);
  }
  assert.equal((await proxyFeed(new Request(SITE), { baseUrl, fetch, path: "/feeds/../admin/" })).status, 404);
  const posted = await proxyFeed(new Request(`${SITE}/robots.txt`, { method: "POST", body: "x" }), { baseUrl, fetch });
  assert.equal(posted.status, 405);
  assert.equal(posted.headers.get("Allow"), "GET, HEAD");
  assert.deepEqual(asked, []);
});

test("cookies and names of visitors stay here", async () => {
  let sent = new Headers();
  const fetch = (_: unknown, init?: RequestInit) => {
    sent = new Headers(init?.headers);
    return Promise.resolve(new Response(null, { headers: { "Set-Cookie": "a=1", Server: "x", ETag: '"1"' } }));
  };
  const headers = { Cookie: "a=1", Authorization: "Basic x", "X-Forwarded-For": "192.0.2.1", Accept: "text/calendar" };
  const response = await proxyFeed(new Request(`${SITE}/feeds/events.ics`, { headers }), { baseUrl, fetch });
  assert.deepEqual([...sent.keys()], ["accept"]);
  assert.deepEqual([...response.headers.keys()], ["etag"]);
});

test("a CMS that is down, or too slow, is 503", async () => {
  const down = await proxyFeed(new Request(`${SITE}/robots.txt`), { baseUrl: "http://127.0.0.1:9" });
  assert.equal(down.status, 503);
  assert.ok(down.headers.get("Retry-After"));
  assert.equal(down.headers.get("Cache-Control"), "no-store");
  const silent = createServer(() => undefined).listen(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  const { port } = silent.address() as AddressInfo;
  const slow = await proxyFeed(new Request(`${SITE}/robots.txt`), { baseUrl: `http://127.0.0.1:${port}`, timeout: 200 });
  assert.equal(slow.status, 503);
  silent.closeAllConnections();
  silent.close();
});
