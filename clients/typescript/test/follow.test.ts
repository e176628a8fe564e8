/** Following changes: against a CMS at `CMS_URL`, and against a server that does what is seldom. */
import assert from "node:assert/strict";
import { exec } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import { promisify } from "node:util";

import { ApiError, createClient, follow, type Followed } from "../src/index.js";
import { messages } from "../src/server-sent-events.js";

const run = promisify(exec);
const baseUrl = process.env["CMS_URL"];
const publishCommand = process.env["CMS_PUBLISH"];
assert.ok(baseUrl && publishCommand, "CMS_URL says where a CMS is, CMS_PUBLISH what publishes a post of it.");

/** Publish a post, and return its id. */
async function publish(): Promise<number> {
  return Number((await run(publishCommand ?? "")).stdout.trim().split("\n").pop());
}

/** Collect what is followed until `enough` says so. */
async function collect(followed: AsyncIterable<Followed>, enough: (all: Followed[]) => boolean): Promise<Followed[]> {
  const all: Followed[] = [];
  for await (const each of followed) {
    all.push(each);
    if (enough(all)) break;
  }
  return all;
}

const isOf = (id: number) => (each: Followed) => each.event === "change" && each.change.id === id;

test("a page that is open learns of a publication", { timeout: 60_000 }, async () => {
  const asked: string[] = [];
  const counted = (request: Request) => {
    asked.push(new URL(request.url).pathname);
    return fetch(request);
  };
  const cms = createClient({ baseUrl, fetch: counted });
  const abort = new AbortController();
  const told: Followed[] = [];
  const following = (async () => {
    for await (const each of follow(cms, { signal: abort.signal })) told.push(each);
  })();
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const id = await publish();
  const published = Date.now();
  while (!told.some(isOf(id))) {
    assert.ok(Date.now() - published < 10_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const change = told.find(isOf(id))?.change;
  assert.equal(change?.action, "updated");
  assert.ok(change.tags.includes(`page:${id}`));
  abort.abort();
  // It ends without an error.
  await following;
  assert.deepEqual(new Set(asked), new Set(["/api/v2/changes/stream/"]));
});

test("it continues behind a cursor", { timeout: 60_000 }, async () => {
  const cms = createClient({ baseUrl });
  const begun = await cms.GET("/api/v2/changes/");
  const id = await publish();
  const followed = follow(cms, { since: begun.data?.cursor ?? "" });
  const [told] = await collect(followed, (all) => all.some(isOf(id)));
  const rest = await cms.GET("/api/v2/changes/", { params: { query: { since: told?.cursor ?? "" } } });
  assert.ok(rest.data?.items.every((item) => told?.change && item.sequence > told.change.sequence));
});

test("an unknown site is an error", { timeout: 20_000 }, async () => {
  const cms = createClient({ baseUrl, site: "nowhere.example.org" });
  await assert.rejects(collect(follow(cms), () => true), (error) => error instanceof ApiError && error.status === 400);
});

// A server that does what is seldom

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Serve the answers to requests for the stream and for `changes/`, in order; the last of each again and again. */
async function serve(context: TestContext, streams: Answer[], polls: Answer[] = []) {
  const seen: { path: string; cursor: string | null }[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const isStream = url.pathname.endsWith("/stream/");
    const cursor = isStream ? request.headers["last-event-id"]?.toString() : url.searchParams.get("since");
    seen.push({ path: isStream ? "stream" : "poll", cursor: cursor ?? null });
    const answers = isStream ? streams : polls;
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    assert.ok(answer);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { cms: createClient({ baseUrl: `http://127.0.0.1:${port}` }), seen };
}

const change = (sequence: number) => ({ sequence, tags: [], action: "updated", id: sequence });
const block = (event: string, id: string, data: unknown) => `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

/** A stream of a text; one that is kept open unless it `ends`. */
const stream =
  (text: string, ends = true): Answer =>
  (_, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write(text);
    if (ends) response.end();
  };

const json =
  (status: number, body: unknown): Answer =>
  (_, response) => {
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  };

const problem = (status: number, parameter?: string) =>
  json(status, { detail: "No.", errors: parameter ? [{ parameter, code: "x", detail: "No." }] : [] });

const part = (cursor: string, items: unknown[] = [], complete = true) => json(200, { cursor, complete, items });

const sequences = (all: Followed[]) => all.map((each) => each.change?.sequence ?? each.event);

test("it connects again where a stream ends, and continues where it was", { timeout: 20_000 }, async (context) => {
  const { cms, seen } = await serve(context, [
    stream(`retry: 10\nid: a\n\n${block("change", "b", change(1))}: heartbeat\nid: c\n\n`),
    (_, response) => {
      stream(`retry: 10\nid: c\n\n${block("change", "d", change(2))}event: change\nid: e\ndata: {"seq`, false)(_, response);
      setTimeout(() => response.destroy(), 50);
    },
    stream(`retry: 10\n\n${block("behind", "d", {})}`),
    stream(block("new kind", "d", {}) + block("reset", "f", {}) + block("change", "g", change(3)), false),
  ]);
  const all = await collect(follow(cms), (told) => told.length === 4);
  assert.deepEqual(sequences(all), [1, 2, "reset", 3]);
  assert.deepEqual(
    all.map(({ cursor }) => cursor),
    ["b", "d", "f", "g"],
  );
  assert.deepEqual(
    seen.map(({ cursor }) => cursor),
    [null, "c", "d", "d"],
  );
});

for (const status of [404, 501]) {
  test(`where no stream runs (${status}), it asks now and then`, { timeout: 20_000 }, async (context) => {
    const polls = [part("a"), part("b", [change(1), change(2)], false), part("c", [change(3)]), part("c")];
    const { cms, seen } = await serve(context, [problem(status)], polls);
    const all = await collect(follow(cms, { pollInterval: 20 }), (told) => told.length === 3);
    assert.deepEqual(sequences(all), [1, 2, 3]);
    // Who continues behind the first gets the second once more, and none is left out.
    assert.deepEqual(
      all.map(({ cursor }) => cursor),
      ["a", "b", "c"],
    );
    assert.deepEqual(
      seen.map(({ path, cursor }) => [path, cursor]),
      [
        ["stream", null],
        ["poll", null],
        ["poll", "a"],
        ["poll", "b"],
      ],
    );
  });
}

test("it looks now and then whether a stream runs by now", { timeout: 20_000 }, async (context) => {
  const { cms, seen } = await serve(context, [problem(404), stream(block("change", "z", change(1)), false)], [part("a")]);
  await collect(follow(cms, { pollInterval: 2 }), (told) => told.length === 1);
  assert.equal(seen.filter(({ path }) => path === "poll").length, 21);
});

test("while all places are taken, it asks instead", { timeout: 20_000 }, async (context) => {
  const streams = [problem(503), stream(`id: b\n\n${block("change", "c", change(2))}`, false)];
  const { cms, seen } = await serve(context, streams, [part("b", [change(1)])]);
  const all = await collect(follow(cms, { since: "a", pollInterval: 20 }), (told) => told.length === 2);
  assert.deepEqual(sequences(all), [1, 2]);
  assert.deepEqual(seen, [
    { path: "stream", cursor: "a" },
    { path: "poll", cursor: "a" },
    { path: "stream", cursor: "b" },
  ]);
});

for (const [status, parameter] of [
  [410, "since"],
  [400, "Last-Event-ID"],
] as const) {
  test(`a cursor that is of no use (${status}) is a reset`, { timeout: 20_000 }, async (context) => {
    const streams = [problem(status, parameter), stream(block("change", "y", change(5)), false)];
    const { cms, seen } = await serve(context, streams, [part("x")]);
    const all = await collect(follow(cms, { since: "old" }), (told) => told.length === 2);
    assert.deepEqual(all[0], { event: "reset", change: null, cursor: "x" });
    assert.deepEqual(sequences(all), ["reset", 5]);
    assert.equal(seen.at(-1)?.cursor, "x");
  });
}

test("what asks learns of a reset, too", { timeout: 20_000 }, async (context) => {
  const { cms } = await serve(context, [problem(404)], [problem(410, "since"), part("x"), part("y", [change(1)])]);
  const all = await collect(follow(cms, { since: "old", pollInterval: 10 }), (told) => told.length === 2);
  assert.deepEqual(sequences(all), ["reset", 1]);
});

test("a CMS that is down is tried again, and ends nothing", { timeout: 20_000 }, async (context) => {
  const down: Answer = (_, response) => response.destroy();
  const { cms } = await serve(context, [down, stream(block("change", "c", change(1)), false)], [down]);
  const all = await collect(follow(cms), (told) => told.length === 1);
  assert.deepEqual(sequences(all), [1]);
});

test("it stops at once, whatever it does", { timeout: 20_000 }, async (context) => {
  const hanging: Answer = () => undefined;
  for (const [streams, polls] of [
    [[stream("id: a\n\n", false)], []],
    [[hanging], []],
    [[problem(404)], [part("a")]],
    [[problem(404)], [hanging]],
    [[problem(503)], [problem(503)]],
  ] as [Answer[], Answer[]][]) {
    const { cms, seen } = await serve(context, streams, polls);
    const abort = new AbortController();
    const following = collect(follow(cms, { signal: abort.signal }), () => false);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const requests = seen.length;
    assert.ok(requests > 0);
    const began = Date.now();
    abort.abort();
    assert.deepEqual(await following, []);
    assert.ok(Date.now() - began < 1000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(seen.length, requests);
  }
  const { cms, seen } = await serve(context, [hanging]);
  assert.deepEqual(await collect(follow(cms, { signal: AbortSignal.abort() }), () => false), []);
  assert.deepEqual(seen, []);
});

test("a connection on which nothing comes any more is given up", { timeout: 20_000 }, async (context) => {
  const { cms, seen } = await serve(context, [stream("id: a\n\n", false)]);
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const abort = new AbortController();
  const following = collect(follow(cms, { signal: abort.signal }), () => false);
  const turns = async () => {
    for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  await turns();
  assert.equal(seen.length, 1);
  context.mock.timers.tick(46_000);
  await turns();
  context.mock.timers.tick(3_000);
  await turns();
  assert.deepEqual(
    seen.map(({ cursor }) => cursor),
    [null, "a"],
  );
  abort.abort();
  await following;
});

test("blocks are read however they are cut", async () => {
  const text = "\uFEFFid: 1\r\ndata: é\r\ndata:b\r\n\r\n: comment\n\nevent: x\rid\rdata\r\rretry: 5\nretry: no\n\ndata: half";
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 2, 3, 5, 1000]) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
    const found = [];
    for await (const message of messages(body)) found.push(message);
    assert.deepEqual(found, [
      { event: "message", id: "1", data: "é\nb", retry: null },
      { event: "message", id: null, data: null, retry: null },
      { event: "x", id: "", data: "", retry: null },
      { event: "message", id: null, data: null, retry: 5 },
    ]);
  }
});
