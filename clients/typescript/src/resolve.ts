import type { CmsClient } from "./client.js";
import { unwrap } from "./errors.js";
import type { operations, Resolved } from "./schema.js";

export type ResolveOptions = Omit<NonNullable<operations["get_resolve"]["parameters"]["query"]>, "path">;

/**
 * Return what is at a path of the frontend: switch on `outcome`.
 *
 * @param path as the visitor wrote it, with its query string if it has one.
 * @throws {ApiError} where the path is too long or the CMS fails; a path that leads nowhere is `not_found`.
 */
export function resolvePath(cms: CmsClient, path: string, options: ResolveOptions = {}): Promise<Resolved> {
  return unwrap(cms.GET("/api/v2/resolve/", { params: { query: { ...options, path } } }));
}
