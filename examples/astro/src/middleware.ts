/** Runs before every page: what the CMS answers itself, security headers, and what is said while the CMS is away. */
import { ApiError, proxyFeed } from "coalition-cms-client";
import { defineMiddleware } from "astro:middleware";
import { cmsPublicUrl, cmsUrl } from "./lib/cms";

const OF_THE_CMS = /^\/(feeds\/.+|sitemap\.xml|robots\.txt|llms\.txt|.+\.md)$/;

export const onRequest = defineMiddleware(async ({ url: { pathname }, request, rewrite }, next) => {
  const isPreview = /^\/preview(\/|$)/.test(pathname);
  const cms = isPreview ? cmsPublicUrl : ""; // Wagtail's content checks look at drafts.
  const policy = `default-src 'self' ${cms}; style-src 'self' 'unsafe-inline' ${cms}; base-uri 'self';
    object-src 'none'; img-src 'self' https: ${cmsPublicUrl}; form-action 'self'; frame-ancestors ${cms || "'none'"}`;
  try {
    const response = OF_THE_CMS.test(pathname) ? await proxyFeed(request, { baseUrl: cmsUrl }) : await next();
    response.headers.set("Content-Security-Policy", policy.replace(/\s+/g, " "));
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Referrer-Policy", isPreview ? "no-referrer" : "strict-origin-when-cross-origin");
    if (isPreview) response.headers.set("Cache-Control", "private, no-store");
    return response;
  } catch (error) {
    // The CMS refuses what makes no sense, such as a made-up cursor.
    if (error instanceof ApiError && !error.isPassing && pathname !== "/404/") return rewrite("/404/");
    console.error(error);
    return new Response("We will be back in a moment.", { status: 503, headers: { "Retry-After": "30" } });
  }
});
