import createFetchClient, {
  type Client,
  type ClientOptions,
  type FetchResponse,
  type MaybeOptionalInit,
} from "openapi-fetch";
import type { MediaType, PathsWithMethod } from "openapi-typescript-helpers";

import type { SelectedData } from "./fields.js";
import type { paths } from "./schema.js";

type CmsPath = PathsWithMethod<paths, "get">;
type InitOf<Path extends CmsPath> = MaybeOptionalInit<paths[Path], "get">;
/** The paths that require no parameter. */
type PlainPath = { [Path in CmsPath]: undefined extends InitOf<Path> ? Path : never }[CmsPath];
type AnswerTo<Path extends CmsPath, Init> = Promise<
  Answer<FetchResponse<paths[Path]["get"], Init, MediaType>, FieldsOf<Init>>
>;
type FieldsOf<Init> = Init extends { params: { query: { fields: infer Fields extends string } } }
  ? Fields
  : Init extends { params: { query: { fields?: infer Fields } } }
    ? Extract<Fields, string> | undefined
    : undefined;
type Answer<Response, Fields extends string | undefined> = Response extends { data: infer Data }
  ? Omit<Response, "data"> & { data: SelectedData<Data, Fields> }
  : Response;

/** Typed access to every path of the API: `cms.GET("/api/v2/events/", { params: { query: { phase: ["upcoming"] } } })`. */
export interface CmsClient extends Omit<Client<paths>, "GET"> {
  /** Ask for a path. The type of the answer has those fields that a literal in `fields` names. */
  GET: {
    <Path extends PlainPath>(path: Path): AnswerTo<Path, undefined>;
    <Path extends CmsPath, const Init extends NonNullable<InitOf<Path>>>(path: Path, init: Init): AnswerTo<Path, Init>;
  };
}

export interface CmsOptions {
  /** Where the CMS is, without a path: `http://localhost:8000`. */
  baseUrl: string;
  /** `host[:port]` of the site to ask about, where the CMS holds several. Sent with every request that takes it. */
  site?: string;
  /** Used in place of the global `fetch`. */
  fetch?: ClientOptions["fetch"];
  /** Sent with every request. */
  headers?: ClientOptions["headers"];
  /**
   * A cursor of the change log, or what returns one for each request: answers have at least everything up to it, also where
   * the CMS reads from replicas. Messages of webhooks, `follow` and `/api/v2/changes/` give it.
   */
  changesCursor?: string | (() => string | null | undefined);
}

const CURSOR_HEADER = "Changes-Cursor";

/** The paths that are about no site, and refuse to be asked about one. */
const WITHOUT_SITE = /^\/api\/v2\/((documents|images|preview|schema)\/.*)?$/;

/** Return a client of one CMS. It keeps no state but the options. */
export function createClient({ baseUrl, site, fetch, headers, changesCursor }: CmsOptions): CmsClient {
  const client = createFetchClient<paths>({
    baseUrl,
    ...(fetch ? { fetch } : {}),
    ...(headers ? { headers } : {}),
    // Lists are comma-separated in this API.
    querySerializer: { array: { style: "form", explode: false } },
  });
  // Without a reason there is none: it costs each request a copy.
  if (!site && !changesCursor) return client as CmsClient;
  client.use({
    onRequest({ request, schemaPath }) {
      const cursor = typeof changesCursor === "function" ? changesCursor() : changesCursor;
      if (cursor && !request.headers.has(CURSOR_HEADER)) request.headers.set(CURSOR_HEADER, cursor);
      if (!site || WITHOUT_SITE.test(schemaPath)) return undefined;
      const url = new URL(request.url);
      url.searchParams.set("site", site);
      return new Request(url, request);
    },
  });
  return client as CmsClient;
}
