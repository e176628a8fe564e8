/** Runs before every page: one address for each page, and the headers that keep other sites out. */
import { NextResponse, type NextRequest } from "next/server";
import { isOut, outagePage } from "@/lib/outage";
import { PATH_HEADER } from "@/lib/path";
import { sessionAt, statusOf } from "@/lib/preview";
import { cmsPublicUrl, streamOrigin } from "@/lib/settings";

export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const isPreview = /^\/preview(\/|$)/.test(pathname);
  const isFile = /\.[^/]+$/.test(pathname);
  if (!pathname.endsWith("/") && !isPreview && !isFile) {
    // A path of two slashes would be another host.
    return NextResponse.redirect(new URL(`${pathname.replace(/^\/+/, "/")}/${search}`, request.url), 308);
  }
  if (!isPreview && !isFile && (await isOut(pathname))) return outagePage();
  const headers = new Headers(request.headers);
  headers.set(PATH_HEADER, pathname);
  // Next.js waits with the status only for user agents that have a name (see next.config.ts).
  if (!headers.get("User-Agent")) headers.set("User-Agent", "unknown");
  const session = sessionAt(pathname);
  // Asked for documents only: what shows the next words of a draft needs no status.
  const isDocument = request.headers.get("Sec-Fetch-Dest") !== "empty";
  const status = session && isDocument ? await statusOf(session) : 200;
  const response = NextResponse.next({ request: { headers }, status });
  response.headers.set("Content-Security-Policy", contentSecurityPolicy(isPreview));
  response.headers.set("X-Content-Type-Options", "nosniff");
  response.headers.set("Referrer-Policy", isPreview ? "no-referrer" : "strict-origin-when-cross-origin");
  if (isPreview) {
    response.headers.set("Cache-Control", "private, no-store");
    response.headers.set("X-Robots-Tag", "noindex");
  }
  return response;
}

/** Only the editor of the CMS may show a page in a frame, and only a draft. */
function contentSecurityPolicy(isPreview: boolean): string {
  const cms = new URL(cmsPublicUrl()).origin;
  // In development, React needs eval for its messages.
  const inline = process.env.NODE_ENV === "development" ? "'unsafe-inline' 'unsafe-eval'" : "'unsafe-inline'";
  // Wagtail's content checks look at drafts.
  const checks = isPreview ? ` ${cms}` : "";
  return [
    "default-src 'self'",
    `script-src 'self' ${inline}${checks}`,
    `style-src 'self' 'unsafe-inline'${checks}`,
    // Uploaded files may be on another server, such as a bucket.
    `img-src 'self' data: https: ${cms}`,
    // KeepCurrent follows changes.
    ...(streamOrigin() ? [`connect-src 'self' ${cms} ${streamOrigin()}`] : []),
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    `frame-ancestors ${isPreview ? cms : "'none'"}`,
  ].join("; ");
}

export const config = {
  // All but what Next.js serves itself and the endpoint of the webhook.
  matcher: ["/((?!_next/|api/).*)"],
};
