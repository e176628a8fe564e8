/** What the environment says; see .env.example. Functions, so that it is read when the server runs. */

function address(value: string | undefined, fallback: string): string {
  return new URL(value || fallback).href.replace(/\/$/, "");
}

/** The address at which this server reaches the CMS, without a slash at the end. */
export function cmsUrl(): string {
  return address(process.env.CMS_URL, "http://localhost:8000");
}

/** The address at which visitors reach the CMS, without a slash at the end. */
export function cmsPublicUrl(): string {
  return address(process.env.CMS_PUBLIC_URL, cmsUrl());
}

/** The folder that keeps what the CMS has answered, for as long as the CMS cannot be reached. */
export function answersFolder(): string {
  return process.env.ANSWERS_DIR || ".next/cache/answers";
}

/** The origin of the CMS's stream of changes, which pages that are open in a browser follow, or "" for none. */
export function streamOrigin(): string {
  return process.env.CMS_STREAM_ORIGIN ? new URL(process.env.CMS_STREAM_ORIGIN).origin : "";
}

/** The secret that signs what the CMS posts to `/api/revalidate`, or "" for none. */
export function revalidateSecret(): string {
  return process.env.REVALIDATE_SECRET ?? "";
}
