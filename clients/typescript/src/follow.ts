import type { CmsClient } from "./client.js";
import { ApiError, unwrap } from "./errors.js";
import type { Change } from "./schema.js";
import { messages } from "./server-sent-events.js";

/** Something to react to, and the cursor behind it. */
export type Followed =
  | { event: "change"; change: Change; cursor: string }
  /** The CMS cannot say what has changed since the last event, or since `since`: read everything again. */
  | { event: "reset"; change: null; cursor: string };

export interface FollowOptions {
  /** Ends the iteration, without an error. */
  signal?: AbortSignal;
  /** The cursor to continue from, of an event or of `/api/v2/changes/`; without it, the next change is the first. */
  since?: string;
  /** About how many milliseconds to wait between two requests where no stream runs; 30 seconds by default. */
  pollInterval?: number;
}

/** What came of an attempt to open a stream. */
type Opened = { body: ReadableStream<Uint8Array>; close: () => void } | "reset" | "none" | "failed";

/** Milliseconds without even a heartbeat, which comes every 15 seconds, after which a connection is dead. */
const SILENCE = 45_000;
const LONGEST_PAUSE = 60_000;
/** After how many requests to `changes/` to look whether a stream runs by now. */
const POLLS = 20;

/**
 * Yield each change of the site as it is made, until `signal` is aborted.
 *
 * ```ts
 * for await (const { event, change } of follow(cms, { signal })) {
 *   if (event === "reset" || change.tags.includes("page:12")) location.reload();
 * }
 * ```
 *
 * It reads the stream of the CMS, connects again where that ends, and continues where it was. Where no stream runs, and
 * while none can be reached, it asks `/api/v2/changes/` now and then.
 *
 * @throws {ApiError} where the CMS refuses the request, such as for an unknown site.
 */
export async function* follow(
  cms: CmsClient,
  { signal, since, pollInterval = 30_000 }: FollowOptions = {},
): AsyncGenerator<Followed, void, undefined> {
  let cursor = since ?? null;
  let failures = 0;
  let pollsLeft = 0;
  while (!signal?.aborted) {
    const opened = pollsLeft > 0 ? "none" : await open(cms, cursor, signal);
    if (typeof opened === "object") {
      let retry = 2_000;
      try {
        for await (const message of messages(opened.body, { ...(signal ? { signal } : {}), silence: SILENCE })) {
          failures = 0;
          cursor = message.id ?? cursor;
          retry = message.retry ?? retry;
          if (message.data === null || cursor === null) continue;
          if (message.event === "change") yield { event: "change", change: JSON.parse(message.data) as Change, cursor };
          if (message.event === "reset") yield { event: "reset", change: null, cursor };
        }
      } finally {
        opened.close();
      }
      failures += 1;
      await sleep(Math.min(LONGEST_PAUSE, retry * 2 ** (failures - 1)), signal);
      continue;
    }
    if (opened === "none") pollsLeft = pollsLeft > 0 ? pollsLeft - 1 : POLLS;
    const polled = opened === "reset" ? "reset" : await poll(cms, cursor, signal);
    if (polled === "reset") {
      const begun = await poll(cms, null, signal);
      if (typeof begun === "object") {
        cursor = begun.cursor;
        yield { event: "reset", change: null, cursor };
        continue;
      }
    } else if (polled !== "failed") {
      failures = 0;
      for (const [index, change] of polled.items.entries()) {
        if (signal?.aborted) return;
        // Whoever keeps the cursor of a change before the last gets the others once more.
        const reached = cursor === null || index === polled.items.length - 1 ? polled.cursor : cursor;
        yield { event: "change", change, cursor: reached };
      }
      cursor = polled.cursor;
      if (!polled.complete) continue;
      await sleep(pollInterval * (0.8 + 0.4 * Math.random()), signal);
      continue;
    }
    failures += 1;
    await sleep(Math.min(LONGEST_PAUSE, 1_000 * 2 ** failures) * (0.5 + Math.random() / 2), signal);
  }
}

/** Open the stream behind a cursor. */
async function open(cms: CmsClient, cursor: string | null, signal?: AbortSignal): Promise<Opened> {
  const connection = new AbortController();
  const abort = () => connection.abort();
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort, { once: true });
  const close = () => {
    signal?.removeEventListener("abort", abort);
    abort();
  };
  const headers = { Accept: "text/event-stream", ...(cursor === null ? {} : { "Last-Event-ID": cursor }) };
  const options = { parseAs: "stream" as const, headers, signal: connection.signal };
  const answer = await cms.GET("/api/v2/changes/stream/", options).catch(() => null);
  if (!answer) {
    close();
    return "failed";
  }
  const { response, data, error } = answer;
  if (response.ok && data) return { body: data, close };
  close();
  const refusal = new ApiError(response, error);
  if (isAboutCursor(refusal)) return "reset";
  if (refusal.isPassing) return "failed";
  if (response.status === 400) throw refusal;
  return "none";
}

/** Ask once for what came after a cursor; without one, for a cursor. */
async function poll(cms: CmsClient, cursor: string | null, signal?: AbortSignal) {
  const query = cursor === null ? {} : { since: cursor, limit: 100 };
  const options = { params: { query }, ...(signal ? { signal } : {}) };
  try {
    return await unwrap(cms.GET("/api/v2/changes/", options));
  } catch (error) {
    if (!(error instanceof ApiError) || error.isPassing) return "failed" as const;
    if (isAboutCursor(error)) return "reset" as const;
    throw error;
  }
}

/** Tell whether the CMS does not continue from a cursor: it is too old, or not of this site or database. */
function isAboutCursor({ status, problem }: ApiError): boolean {
  const parameters = problem?.errors.map(({ parameter }) => parameter) ?? [];
  return status === 410 || (status === 400 && parameters.some((name) => name === "since" || name === "Last-Event-ID"));
}

/** Wait, or until the signal is aborted. */
function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal?.aborted) end();
    else signal?.addEventListener("abort", end, { once: true });
  });
}
