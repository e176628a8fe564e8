/**
 * Takes the signed messages of the CMS about what has changed: `{"sequence": 7, "tags": ["page:12"], "changes": […]}`.
 * Whatever was made from it is made again for the next visitor.
 */
import { ApiError, verifyWebhook, type WebhookMessage } from "coalition-cms-client";
import { revalidateTag } from "next/cache";
import { after } from "next/server";
import { forgetTagged } from "@/lib/answers";
import { askAgain } from "@/lib/cms";
import { revalidateSecret } from "@/lib/settings";

/** No response carries longer tags. */
const LONGEST_TAG = 256;
/** What is not to be shown any more, not even while the CMS is down. */
const WITHDRAWN = new Set(["unpublished", "deleted"]);

export async function POST(request: Request): Promise<Response> {
  try {
    return Response.json(await revalidate(await verifyWebhook(request, revalidateSecret())));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return Response.json(error.problem, { status: error.status });
  }
}

async function revalidate({ sequence, cursor, changes, tags: common }: WebhookMessage) {
  // A message names at most a hundred tags itself, but each change has all of its own.
  const tags = new Set([...common, ...changes.flatMap((change) => change.tags)].filter(isTag));
  // At once: what was withdrawn must not be shown to anybody once more.
  for (const tag of tags) revalidateTag(tag, { expire: 0 });
  const withdrawn = changes.filter((change) => WITHDRAWN.has(change.action)).flatMap((change) => change.tags);
  // Lists are only out of date; what must go is the object itself, its path, and whatever shows it.
  const gone = withdrawn.filter((tag) => !tag.startsWith("list:"));
  if (gone.length > 0) {
    const forgotten = await forgetTagged(gone);
    after(() => askAgain(forgotten, cursor));
  }
  return { sequence, revalidated: tags.size };
}

function isTag(tag: string): boolean {
  return tag !== "" && tag.length <= LONGEST_TAG;
}
