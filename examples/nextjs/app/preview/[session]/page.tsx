/** A draft, shown by the components that show the published page. */
import type { Metadata } from "next";
import { ClickToEdit } from "@/components/preview/ClickToEdit";
import { DraftBanner } from "@/components/preview/DraftBanner";
import { DraftView } from "@/components/preview/DraftView";
import { KeepScroll } from "@/components/preview/KeepScroll";
import { PreviewProblem } from "@/components/preview/PreviewProblem";
import { readSite } from "@/lib/cms";
import { firstValues, type SearchParams } from "@/lib/path";
import { cmsPublicUrl } from "@/lib/settings";
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
  if ("problem" in draft) return <PreviewProblem status={draft.status} code={draft.problem?.errors[0]?.code} sentence={draft.problem?.detail} />;
  const query = await firstValues(searchParams);
  const mode = MODES.find((known) => known === query.mode) ?? "";
  const { page } = draft;
  const { preview } = page.meta;
  const inPanel = query.in_preview_panel === "true";
  const site = await readSite();
  const locale = page.meta.locale ?? site.locales[0]?.code ?? "en";
  return (
    <>
      <KeepScroll />
      {inPanel && <ClickToEdit editor={new URL(cmsPublicUrl()).origin} />}
      {preview && <DraftBanner preview={preview} inPanel={inPanel} timezone={site.timezone} locale={locale} />}
      <DraftView page={page} site={site} mode={mode} locale={locale} />
    </>
  );
}
