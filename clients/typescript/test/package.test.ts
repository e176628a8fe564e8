/** The package as it is published: its size, and that it needs nothing but web standards. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { createContext, Script } from "node:vm";
import { gzipSync } from "node:zlib";

import { buildSync } from "esbuild";

const CMS_URL = process.env["CMS_URL"];
assert.ok(CMS_URL, "CMS_URL says where a CMS with the demo content is.");
/** Where the package is; this file is compiled into `build/test`. */
const PACKAGE = new URL("../../", import.meta.url).pathname;

/** Return a program that imports from the built package, in one file for browsers. */
function bundled(program: string, minify = false): string {
  const [output] = buildSync({
    stdin: { contents: program, resolveDir: PACKAGE },
    bundle: true,
    minify,
    format: "iife",
    platform: "browser",
    target: "es2022",
    write: false,
  }).outputFiles;
  assert.ok(output);
  return output.text;
}

/** What a list and a page need. */
const CORE = `
  import { ApiError, createClient, isPage, iterate, resolvePath, unwrap } from "./dist/index.js";
  Object.assign(globalThis, { ApiError, createClient, isPage, iterate, resolvePath, unwrap });
`;

test("what a list and a page need is small", () => {
  const size = gzipSync(bundled(CORE, true), { level: 9 }).length;
  console.log(`# core: ${size} bytes`);
  assert.ok(size <= 4096, `${size} bytes`);
  assert.ok(size > 1000, "The bundle is not empty.");
});

test("what is not imported is not in it", () => {
  const core = bundled(CORE, true);
  for (const word of ["webhook", "text/event-stream", "robots", "avif", "postMessage"]) assert.ok(!core.includes(word), word);
});

/** Uses everything that is not for browsers alone. `secret`, `signed` and `address` are given to it. */
const PROGRAM = `
  import { cacheTags, createClient, follow, pictureAttributes, proxyFeed, resolvePath, unwrap, verifyWebhook } from "./dist/index.js";
  globalThis.done = (async () => {
    const cms = createClient({ baseUrl: address });
    const { data, response } = await cms.GET("/api/v2/posts/", { params: { query: { limit: 1, images: "basic" } } });
    const [post] = data.items;
    const resolved = await resolvePath(cms, post.meta.html_path);
    const { sequence } = await verifyWebhook(new Request("https://www.example.org/", signed), secret);
    const feed = await proxyFeed(new Request("https://www.example.org/feeds/posts.rss"), { baseUrl: address });
    const refused = await unwrap(cms.GET("/api/v2/posts/", { params: { query: { order: "nothing" } } })).catch((error) => error);
    const ended = new AbortController();
    ended.abort();
    for await (const _ of follow(cms, { signal: ended.signal })) throw new Error("It should have ended.");
    return {
      title: post.title,
      outcome: resolved.outcome,
      tags: cacheTags(response).length,
      picture: pictureAttributes(post.feature_image, { crop: "card" }).img.src,
      sequence,
      feed: (await feed.text()).slice(0, 5),
      refused: [refused.name, refused.status],
      globals: ["process", "Buffer", "require", "global", "setImmediate"].filter((name) => name in globalThis),
    };
  })();
`;

function signedRequest(secret: string): { method: string; headers: Record<string, string>; body: string } {
  const [body, timestamp] = ['{"sequence": 3, "tags": []}', `${Math.floor(Date.now() / 1000)}`];
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const signature = createHmac("sha256", key).update(`msg.${timestamp}.${body}`).digest("base64");
  const headers = { "webhook-id": "msg", "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
  return { method: "POST", headers, body };
}

function check(result: Record<string, unknown>): void {
  const { title, outcome, tags, picture, sequence, feed, refused } = result;
  assert.ok(title && Number(tags) > 1 && String(picture).includes("/card-"));
  assert.deepEqual([outcome, sequence, feed, refused], ["page", 3, "<?xml", ["ApiError", 400]]);
}

const SECRET = "whsec_c2VjcmV0IHNlY3JldCBzZWNyZXQ=";

test("it needs nothing but web standards", async () => {
  const web = {
    ...{ AbortController, AbortSignal, fetch, Headers, Request, Response, ReadableStream, URL, URLSearchParams },
    ...{ TextDecoder, TextEncoder, atob, btoa, clearTimeout, setTimeout, crypto, console },
  };
  const context: Record<string, unknown> = createContext({ ...web, address: CMS_URL, secret: SECRET, signed: signedRequest(SECRET) });
  new Script(bundled(PROGRAM)).runInContext(context);
  // Out of the other realm, whose arrays are of other classes.
  const result = JSON.parse(JSON.stringify(await context["done"])) as Record<string, unknown>;
  check(result);
  assert.deepEqual(result["globals"], []);
});

/** Other runtimes, by the arguments with which each runs a program. They are no dependency: each weighs a hundred megabytes. */
const RUNTIMES = { deno: ["run", "--allow-net", "-"], bun: ["run", "-"] };

for (const [runtime, inArguments] of Object.entries(RUNTIMES)) {
  const command = process.env[`${runtime.toUpperCase()}_COMMAND`];
  // Registered only where the runtime is: a test that skips itself would look like one that could have run.
  if (!command) continue;
  test(`it works in ${runtime}`, () => {
    const given = { address: CMS_URL, secret: SECRET, signed: signedRequest(SECRET) };
    const print = "globalThis.done.then((result) => console.log(JSON.stringify(result)));";
    const program = `Object.assign(globalThis, ${JSON.stringify(given)});\n${bundled(PROGRAM)}\n${print}`;
    check(JSON.parse(execFileSync(command, inArguments, { input: program, encoding: "utf8" })));
  });
}
