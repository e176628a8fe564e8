import type { CmsClient } from "./client.js";
import { unwrap } from "./errors.js";
import type { SelectedData } from "./fields.js";
import type { operations, Resolved } from "./schema.js";

export type ResolveOptions = Omit<NonNullable<operations["resolve_path"]["parameters"]["query"]>, "path">;

/**
 * Return what is at a path of the frontend: switch on `outcome`.
 *
 * @param path as the visitor wrote it, with its query string if it has one.
 * @throws {ApiError} where the path is too long or the CMS fails; a path that leads nowhere is `not_found`.
 */
export async function resolvePath<const Fields extends string | undefined = undefined>(
  cms: CmsClient,
  path: string,
  options: ResolveOptions & { fields?: Fields } = {},
): Promise<SelectedData<Resolved, Fields>> {
  const query = { ...options, path } as ResolveOptions & { path: string };
  const resolved: unknown = await unwrap(cms.GET("/api/v2/resolve/", { params: { query } }));
  return resolved as SelectedData<Resolved, Fields>;
}
