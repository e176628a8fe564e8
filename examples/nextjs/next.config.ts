import type { NextConfig } from "next";

const config: NextConfig = {
  // Lets lib/cms.ts keep answers of the CMS under the tags that come with them ("use cache").
  cacheComponents: true,
  // The paths of the CMS end with a slash; proxy.ts adds it, and only to pages.
  trailingSlash: true,
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  partialPrefetching: true,
  htmlLimitedBots: /.*/,
  turbopack: { root: import.meta.dirname },
};

export default config;
