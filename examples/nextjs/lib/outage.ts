/** What a visitor gets while the CMS is down, of a page that was never shown before. */
import { isKept } from "./answers";
import { apiPath, ask } from "./cms";

/** Milliseconds for which one answer about the CMS counts. */
const LATELY = 2_000;
const TIMEOUT = 2_000;

let asked: { at: number; answers: Promise<boolean> } | null = null;

/** Tell whether nothing can be shown at a path: it was never shown, and the CMS does not answer. */
export async function isOut(pathname: string): Promise<boolean> {
  for (const path of new Set([pathname, decoded(pathname)])) {
    if (await isKept(apiPath("resolve/", { path }))) return false;
  }
  if (!asked || Date.now() - asked.at > LATELY) {
    const answers = ask("/healthz", {}, TIMEOUT).then((response) => response !== null && response.status < 500);
    asked = { at: Date.now(), answers };
  }
  return !(await asked.answers);
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** The page that says so: 503, without anything that the CMS would have to know. */
export function outagePage(): Response {
  const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Back in a moment</title>
<style>body{font:1.125rem/1.6 system-ui,sans-serif;max-width:34rem;margin:18vh auto;padding:0 1.5rem;color-scheme:light dark}</style>
<h1>Back in a moment</h1>
<p>This page cannot be shown right now. Everything you have seen here before still works; please try this one again in a minute.</p>
<p><a href="/">Go to the home page</a></p>
</html>`;
  return new Response(page, {
    status: 503,
    headers: { "Content-Type": "text/html; charset=utf-8", "Retry-After": "30", "Cache-Control": "no-store" },
  });
}
