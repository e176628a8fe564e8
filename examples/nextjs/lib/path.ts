/** The path that a visitor asked for, for layouts and error pages, which Next.js does not tell it. */
import { headers } from "next/headers";
import type { Site } from "./types";

/** The request header in which proxy.ts passes the path on. */
export const PATH_HEADER = "x-path";

export async function requestedPath(): Promise<string> {
  return (await headers()).get(PATH_HEADER) ?? "/";
}

/** Whether a server is between this page and the visitor that sends it with the status that it names: DocumentStatus. */
export async function canNameStatus(): Promise<boolean> {
  return (await headers()).has("x-plain-documents");
}

/** Whether a path is one that this site serves by itself, and that no page of the CMS is at. */
export function isOwnPath(path: string): boolean {
  return /^\/(search|preview)(\/|$)/.test(path);
}

/** The language of a path: that of the home page it is below, the longest path first. */
export function localeOf(path: string, site: Site): string {
  const below = site.locales.filter(({ home_path }) => path.startsWith(home_path));
  const nearest = below.sort((a, b) => b.home_path.length - a.home_path.length)[0];
  return (nearest ?? site.locales[0])?.code ?? "en";
}

/** The values of the query string, of repeated ones the first. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export async function firstValues(searchParams: SearchParams): Promise<Record<string, string | undefined>> {
  const values = Object.entries(await searchParams);
  return Object.fromEntries(values.map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
}
