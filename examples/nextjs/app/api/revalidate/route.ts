/** Takes a signed message that says what has changed: `{"sequence": 7, "tags": ["page:12"]}`. The CMS sends none yet. */
import { revalidateTag } from "next/cache";
import { revalidateSecret } from "@/lib/settings";
import { isSigned } from "@/lib/webhooks";

/** No response carries longer tags. */
const LONGEST_TAG = 256;

export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  if (!isSigned(request.headers, body, revalidateSecret())) return refusal(401, "Not signed.");
  const change = parse(body);
  if (!change) return refusal(400, "Not a sequence and a list of tags.");
  const tags = change.tags.filter((tag) => tag !== "" && tag.length <= LONGEST_TAG);
  // At once: what was withdrawn must not be shown to anybody once more.
  for (const tag of tags) revalidateTag(tag, { expire: 0 });
  return Response.json({ sequence: change.sequence, revalidated: tags.length });
}

function refusal(status: number, detail: string): Response {
  return Response.json({ detail }, { status });
}

function parse(body: string): { sequence: number; tags: string[] } | null {
  try {
    const { sequence, tags } = JSON.parse(body);
    const isChange = Number.isInteger(sequence) && Array.isArray(tags) && tags.every((tag) => typeof tag === "string");
    return isChange ? { sequence, tags } : null;
  } catch {
    return null;
  }
}
