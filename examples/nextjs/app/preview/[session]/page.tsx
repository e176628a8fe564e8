/** A draft, shown by the components that show the published page. */
import type { Metadata } from "next";
import { DraftBanner } from "@/components/preview/DraftBanner";
import { DraftView } from "@/components/preview/DraftView";
import { KeepScroll } from "@/components/preview/KeepScroll";
import { PreviewProblem } from "@/components/preview/PreviewProblem";
import { readSite } from "@/lib/cms";
import { firstValues, type SearchParams } from "@/lib/path";
import { MODES, readDraft, ticketOf } from "@/lib/preview";

export const instant = false;

export const metadata: Metadata = { title: "Draft", robots: "noindex", referrer: "no-referrer" };

interface Properties {
  params: Promise<{ session: string }>;
  searchParams: SearchParams;
}

export default async function Preview({ params, searchParams }: Properties) {
  const ticket = await ticketOf((await params).session);
  if (!ticket) return <PreviewProblem />;
  const draft = await readDraft(ticket);
  if ("problem" in draft) return <PreviewProblem status={draft.status} sentence={draft.problem?.detail} />;
  const query = await firstValues(searchParams);
  const mode = MODES.find((known) => known === query.mode) ?? "";
  const { page } = draft;
  const live = page.meta.preview?.live_url ?? null;
  return (
    <>
      <KeepScroll />
      <DraftBanner live={live} inPanel={query.in_preview_panel === "true"} />
      <DraftView page={page} site={await readSite()} mode={mode} />
    </>
  );
}
