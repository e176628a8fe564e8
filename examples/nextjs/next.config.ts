import path from "node:path";
import type { NextConfig } from "next";

const config: NextConfig = {
  // Lets lib/cms.ts keep answers of the CMS under the tags that come with them ("use cache").
  cacheComponents: true,
  // The paths of the CMS end with a slash; proxy.ts adds it, and only to pages.
  trailingSlash: true,
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  // It would lie over the drafts that editors look at.
  devIndicators: false,
  partialPrefetching: true,
  // Eight kB that would be asked for before anything can be shown.
  experimental: { inlineCss: true },
  // No page begins before it is known what it is: a missing page is 404, a redirect is one, and titles are in the head.
  htmlLimitedBots: /.*/,
  // Whoever reads the log could read the drafts.
  logging: { incomingRequests: { ignore: [/^\/preview\?/] } },
  // The TypeScript client is in another folder of the same project.
  turbopack: { root: path.join(import.meta.dirname, "../..") },
};

export default config;
