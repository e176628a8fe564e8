import createFetchClient, { type Client, type ClientOptions } from "openapi-fetch";

import type { paths } from "./schema.js";

/** Typed access to every path of the API: `cms.GET("/api/v2/events/", { params: { query: { phase: ["upcoming"] } } })`. */
export type CmsClient = Client<paths>;

export interface CmsOptions {
  /** Where the CMS is, without a path: `http://localhost:8000`. */
  baseUrl: string;
  /** `host[:port]` of the site to ask about, where the CMS holds several. Sent with every request that takes it. */
  site?: string;
  /** Used in place of the global `fetch`. */
  fetch?: ClientOptions["fetch"];
  /** Sent with every request. */
  headers?: ClientOptions["headers"];
}

/** The paths that are about no site, and refuse to be asked about one. */
const WITHOUT_SITE = /^\/api\/v2\/((documents|images|preview|schema)\/.*)?$/;

/** Return a client of one CMS. It keeps no state but the options. */
export function createClient({ baseUrl, site, fetch, headers }: CmsOptions): CmsClient {
  const client = createFetchClient<paths>({
    baseUrl,
    ...(fetch ? { fetch } : {}),
    ...(headers ? { headers } : {}),
    // Lists are comma-separated in this API.
    querySerializer: { array: { style: "form", explode: false } },
  });
  if (site) {
    client.use({
      onRequest({ request, schemaPath }) {
        if (WITHOUT_SITE.test(schemaPath)) return undefined;
        const url = new URL(request.url);
        url.searchParams.set("site", site);
        return new Request(url, request);
      },
    });
  }
  return client;
}
