/** Drafts, as the preview panel of the editor opens them. */
import { createHash } from "node:crypto";
import { ApiError, unwrap } from "coalition-cms-client";
import { cookies } from "next/headers";
import { cache } from "react";
import { uncached } from "./cms";
import { perspective } from "./perspective";
import type { Page } from "./types";

/** How a draft is looked at; the empty mode is the page itself. */
export const MODES = ["", "card", "search", "social", "calendar"] as const;
export type Mode = (typeof MODES)[number];

/** What opens a draft. Whoever has it can read the draft, so it stays in an HttpOnly cookie. */
export interface Ticket {
  contentType: string;
  token: string;
}

/** Seconds that a browser keeps a ticket: as long as a preview can last. A link that was sent brings a new one. */
const LIFETIME = 3600;

/** What names a preview in the address bar: the same for the same token, which cannot be told from it. */
export function sessionOf(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, 16);
}

export function previewPath(session: string): string {
  return `/preview/${session}`;
}

function cookieName(session: string): string {
  return `preview-${session}`;
}

/** Keep a ticket for the one path that shows its draft. Several drafts can be open at once. */
export async function keep(ticket: Ticket): Promise<string> {
  const session = sessionOf(ticket.token);
  (await cookies()).set(cookieName(session), JSON.stringify(ticket), {
    httpOnly: true,
    // The editor shows the draft in a frame, on a page of another site.
    sameSite: "none",
    secure: true,
    partitioned: true,
    path: previewPath(session),
    maxAge: LIFETIME,
  });
  return session;
}

async function ticketOf(session: string): Promise<Ticket | null> {
  const kept = (await cookies()).get(cookieName(session));
  return kept ? (JSON.parse(kept.value) as Ticket) : null;
}

/** The status of the page that shows a preview. It is for proxy.ts, since a page of Next.js cannot say that it is gone. */
export async function statusOf(session: string): Promise<number> {
  const ticket = await ticketOf(session);
  if (!ticket) return 404;
  const query = { content_type: ticket.contentType, token: ticket.token, fields: "_,id" };
  const { response } = await uncached().GET("/api/v2/preview/", { params: { query } }).catch(() => ({ response: null }));
  return response?.status === 404 || response?.status === 410 ? response.status : 200;
}

/** A draft, or why there is none. */
export type Draft = { page: Page } | { status?: number; code?: string; sentence?: string };

/** The preview that a path of this website shows, if any. */
export function sessionAt(path: string): string | null {
  return /^\/preview\/([^/]+)$/.exec(path)?.[1] ?? null;
}

/**
 * Read a draft as it is now, past every cache, once for a request. From then on menus and lists show the drafts of its
 * editor too.
 */
export const openDraft = cache(async (session: string): Promise<Draft> => {
  const ticket = await ticketOf(session);
  if (!ticket) return {};
  const query = { content_type: ticket.contentType, token: ticket.token, crops: ["social" as const] };
  try {
    const page = await unwrap(uncached().GET("/api/v2/preview/", { params: { query } }));
    // A link that was shared opens one draft, and shows what is published around it.
    if (!page.meta.preview?.shared) perspective().token = ticket.token;
    return { page };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, code: error.problem?.errors[0]?.code, sentence: error.problem?.detail };
  }
});
