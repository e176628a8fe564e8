/** Runs before every page: what the CMS answers itself, security headers, and what is said while the CMS is away. */
import { ApiError } from "coalition-cms-client";
import { defineMiddleware } from "astro:middleware";
import { cmsPublicUrl, passThrough } from "./lib/cms";

const OF_THE_CMS = /^\/(feeds\/.+|sitemap\.xml|robots\.txt|llms\.txt|.+\.md)$/;

const AWAY = `<!doctype html><html lang="en"><title>Back in a moment</title><h1>Back in a moment</h1>
<p>Our content cannot be reached right now.</p></html>`;

export const onRequest = defineMiddleware(async (context, next) => {
  const { pathname } = context.url;
  const isPreview = /^\/preview(\/|$)/.test(pathname);
  try {
    const response = OF_THE_CMS.test(pathname) ? await passThrough(context) : await next();
    const cms = isPreview ? ` ${cmsPublicUrl}` : ""; // Wagtail's content checks look at drafts.
    const policy = [
      `default-src 'self'; script-src 'self'${cms}; style-src 'self' 'unsafe-inline'${cms}`,
      `img-src 'self' data: https: ${cmsPublicUrl}; object-src 'none'; base-uri 'self'; form-action 'self'`,
      `frame-ancestors ${isPreview ? cmsPublicUrl : "'none'"}`,
    ];
    response.headers.set("Content-Security-Policy", policy.join("; "));
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Referrer-Policy", isPreview ? "no-referrer" : "strict-origin-when-cross-origin");
    if (isPreview) response.headers.set("Cache-Control", "private, no-store");
    return response;
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return context.rewrite("/404/"); // A made-up cursor.
    console.error(error);
    const headers = { "Content-Type": "text/html; charset=utf-8", "Retry-After": "30" };
    return new Response(AWAY, { status: 503, headers });
  }
});
