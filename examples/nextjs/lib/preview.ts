/** Drafts, as the preview panel of the editor opens them. */
import { createHash } from "node:crypto";
import { cookies } from "next/headers";
import { apiPath, ask } from "./cms";
import type { Page, Problem } from "./types";

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

export async function ticketOf(session: string): Promise<Ticket | null> {
  const kept = (await cookies()).get(cookieName(session));
  return kept ? (JSON.parse(kept.value) as Ticket) : null;
}

export type Draft = { page: Page } | { status: number; problem: Problem | null };

/** Read a draft as it is now, past every cache. */
export async function readDraft({ contentType, token }: Ticket): Promise<Draft> {
  const response = await ask(apiPath("preview/", { content_type: contentType, token, crops: "social" }));
  if (response?.ok) return { page: (await response.json()) as Page };
  return { status: response?.status ?? 0, problem: (await response?.json().catch(() => null)) ?? null };
}
