/** What the CMS says. Nothing is kept: each page asks for what is true now. */
import { createClient, proxyFeed, type Draft } from "coalition-cms-client";

export const cmsUrl = new URL(process.env.CMS_URL || "http://localhost:8000").origin;
export const cmsPublicUrl = new URL(process.env.CMS_PUBLIC_URL || cmsUrl).origin;

/** A request that takes longer counts as none: the visitor sees that the site is coming back. */
const PATIENCE = 10_000;

const patient = (request: Request) => fetch(request, { signal: AbortSignal.timeout(PATIENCE) });

export const cms = createClient({ baseUrl: cmsUrl, fetch: patient });

type Shown<Page> = Page extends { _edit: infer Edit } ? Omit<Page, "_edit"> & { _edit?: Edit } : never;

/** A page as it is shown: a draft, which may lack anything, or a published one, a draft that lacks nothing. */
export type ShownPage = Shown<Draft>;
type Type = NonNullable<ShownPage["meta"]["type"]>;

/** Return the page if it is of a type, and null if not. */
export function as<Name extends Type>(page: ShownPage, type: Name) {
  return page.meta.type === type ? (page as Extract<ShownPage, { meta: { type: Name | null } }>) : null;
}

/** Hand on what the CMS serves for this site: feeds, the sitemap, and pages as Markdown (/posts/a-post.md). */
export const passThrough = ({ request }: { request: Request }) => proxyFeed(request, { baseUrl: cmsUrl });
