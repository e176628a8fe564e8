import { ApiError } from "./errors.js";
import type { Change, Problem } from "./schema.js";

/** What the CMS posts when content has changed. */
export interface WebhookMessage {
  type: string;
  /** The last change that the message tells of. */
  sequence: number;
  /** Where `/api/v2/changes/?since=` goes on, and what `Changes-Cursor` takes. */
  cursor: string;
  /** `host:port` of the site, or `null` for one that is gone. */
  site: string | null;
  /** The tags of everything that has changed; too many are summed up as `list:` and `site:`. */
  tags: string[];
  /** At most a hundred; the rest comes with the next message. */
  changes: Change[];
}

export interface VerifyOptions {
  /** Seconds by which the clocks of sender and receiver may differ, and a message be late; five minutes by default. */
  tolerance?: number;
  /** Milliseconds since 1970, for tests. */
  now?: number;
}

const ENCODER = new TextEncoder();

/**
 * Return the message in a request of the CMS, if it is signed as standardwebhooks.com describes.
 *
 * @param secrets what signs the messages, `whsec_…`; several while it is being changed.
 * @throws {ApiError} with the status to respond with: 401 for what is not signed, or not lately; 400 for what is no message.
 */
export async function verifyWebhook(
  request: Pick<Request, "headers" | "text">,
  secrets: string | readonly string[],
  { tolerance = 300, now = Date.now() }: VerifyOptions = {},
): Promise<WebhookMessage> {
  const body = await request.text();
  const timestamp = request.headers.get("webhook-timestamp") ?? "";
  const isLate = !/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1000 - Number(timestamp)) > tolerance;
  if (isLate || !(await isSigned(request.headers, timestamp, body, [secrets].flat()))) {
    throw refusal(401, "The message is not signed, or not lately.");
  }
  const message = parsed(body);
  if (!message) throw refusal(400, "The message has no sequence, tags and changes.");
  return message;
}

async function isSigned(headers: Headers, timestamp: string, body: string, secrets: readonly string[]): Promise<boolean> {
  const id = headers.get("webhook-id");
  const given = headers.get("webhook-signature")?.split(" ") ?? [];
  if (!id) return false;
  const content = ENCODER.encode(`${id}.${timestamp}.${body}`);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  for (const secret of secrets) {
    const bytes = decoded(secret.replace(/^whsec_/, ""));
    if (!bytes?.length) continue;
    const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["verify"]);
    for (const signature of given) {
      const signed = signature.startsWith("v1,") ? decoded(signature.slice(3)) : null;
      // Takes the same time for every wrong signature.
      if (signed && (await crypto.subtle.verify("HMAC", key, signed, content))) return true;
    }
  }
  return false;
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

function parsed(body: string): WebhookMessage | null {
  try {
    const { type = "", sequence, cursor = "", site = null, tags, changes = [] } = JSON.parse(body);
    const isMessage =
      Number.isInteger(sequence) &&
      areTags(tags) &&
      Array.isArray(changes) &&
      changes.every((change) => typeof change?.action === "string" && areTags(change.tags));
    return isMessage ? { type, sequence, cursor, site, tags, changes } : null;
  } catch {
    return null;
  }
}

function areTags(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((tag) => typeof tag === "string");
}

function refusal(status: 400 | 401, detail: string): ApiError {
  const title = status === 400 ? "Bad request" : "Unauthorized";
  return new ApiError({ status }, { type: "about:blank", title, status, detail, errors: [] } as unknown as Problem);
}
