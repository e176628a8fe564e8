/** A draft, shown by the components that show the published page. */
import type { Metadata } from "next";
import { ClickToEdit } from "@/components/preview/ClickToEdit";
import { DraftBanner } from "@/components/preview/DraftBanner";
import { DraftView } from "@/components/preview/DraftView";
import { KeepScroll } from "@/components/preview/KeepScroll";
import { OpenBeside } from "@/components/preview/OpenBeside";
import { PreviewProblem } from "@/components/preview/PreviewProblem";
import { readSite } from "@/lib/cms";
import { firstValues, type SearchParams } from "@/lib/path";
import { perspective } from "@/lib/perspective";
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
  if ("problem" in draft) {
    const { status, problem } = draft;
    return <PreviewProblem status={status} sentence={problem?.detail} code={problem?.errors[0]?.code} />;
  }
  const query = await firstValues(searchParams);
  const mode = MODES.find((known) => known === query.mode) ?? "";
  const { page } = draft;
  // A link that was shared opens one draft, and shows what is published around it.
  if (!page.meta.preview?.shared) perspective().token = ticket.token;
  const site = await readSite();
  const locale = page.meta.locale ?? site.locales[0]?.code ?? "en";
  return (
    <>
      <KeepScroll />
      {query.in_preview_panel === "true" && (
        <>
          <OpenBeside />
          <ClickToEdit editor={new URL(cmsPublicUrl()).origin} />
        </>
      )}
      {page.meta.preview && <DraftBanner preview={page.meta.preview} site={site} locale={locale} />}
      <DraftView page={page} site={site} locale={locale} mode={mode} />
    </>
  );
}
