/**
 * Takes the signed messages of the CMS about what has changed: `{"sequence": 7, "tags": ["page:12"], "changes": […]}`.
 * Whatever was made from it is made again for the next visitor.
 */
import { revalidateTag } from "next/cache";
import { after } from "next/server";
import { forgetTagged } from "@/lib/answers";
import { askAgain } from "@/lib/cms";
import { revalidateSecret } from "@/lib/settings";
import { isSigned } from "@/lib/webhooks";

/** No response carries longer tags. */
const LONGEST_TAG = 256;
/** What is not to be shown any more, not even while the CMS is down. */
const WITHDRAWN = new Set(["unpublished", "deleted"]);

interface Change {
  action: string;
  tags: string[];
}

interface Message {
  sequence: number;
  tags: string[];
  changes?: Change[];
}

export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  if (!isSigned(request.headers, body, revalidateSecret())) return refusal(401, "Not signed.");
  const message = parse(body);
  if (!message) return refusal(400, "Not a sequence and a list of tags.");
  const changes = message.changes ?? [];
  // A message names at most a hundred tags itself, but each change has all of its own.
  const tags = new Set([...message.tags, ...changes.flatMap((change) => change.tags)].filter(isTag));
  // At once: what was withdrawn must not be shown to anybody once more.
  for (const tag of tags) revalidateTag(tag, { expire: 0 });
  const withdrawn = changes.filter((change) => WITHDRAWN.has(change.action)).flatMap((change) => change.tags);
  // Lists are only out of date; what must go is the object itself, its path, and whatever shows it.
  const gone = withdrawn.filter((tag) => !tag.startsWith("list:"));
  if (gone.length > 0) {
    const forgotten = await forgetTagged(gone);
    after(() => askAgain(forgotten));
  }
  return Response.json({ sequence: message.sequence, revalidated: tags.size });
}

function refusal(status: number, detail: string): Response {
  return Response.json({ detail }, { status });
}

function parse(body: string): Message | null {
  try {
    const message = JSON.parse(body);
    const isMessage = Number.isInteger(message.sequence) && isTags(message.tags) && isChanges(message.changes ?? []);
    return isMessage ? message : null;
  } catch {
    return null;
  }
}

function isChanges(value: unknown): value is Change[] {
  return Array.isArray(value) && value.every((change) => typeof change?.action === "string" && isTags(change.tags));
}

function isTags(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((tag) => typeof tag === "string");
}

function isTag(tag: string): boolean {
  return tag !== "" && tag.length <= LONGEST_TAG;
}
