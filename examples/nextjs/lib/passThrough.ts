/** Hands an answer of the CMS on under the same name. */
import { cmsUrl } from "./settings";

/** Ask the CMS for a path of its own, and answer as it does. It writes the addresses of this site into it. */
export async function passThrough(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  return handOn(pathname + search);
}

/** Answer a path such as /posts/a-post.md with that page as Markdown. */
export async function passMarkdown(request: Request): Promise<Response> {
  return handOn(`/api/v2/markdown/?${new URLSearchParams({ path: new URL(request.url).pathname })}`);
}

async function handOn(path: string): Promise<Response> {
  const asked = await fetch(cmsUrl() + path, { cache: "no-store" }).catch(() => null);
  if (!asked) return new Response("The content cannot be reached right now.\n", { status: 503 });
  const kept = ["Content-Type", "Cache-Control", "Last-Modified", "Link"];
  const headers = kept.flatMap((name) => {
    const value = asked.headers.get(name);
    return value ? [[name, value] as [string, string]] : [];
  });
  return new Response(asked.body, { status: asked.status, headers });
}
