/** A draft, shown by the components that show the published page. */
import type { Metadata } from "next";
import { DraftBanner } from "@/components/preview/DraftBanner";
import { DraftView } from "@/components/preview/DraftView";
import { EditorConnection } from "@/components/preview/EditorConnection";
import { KeepScroll } from "@/components/preview/KeepScroll";
import { OpenBeside } from "@/components/preview/OpenBeside";
import { PreviewProblem } from "@/components/preview/PreviewProblem";
import { ReportOver } from "@/components/preview/ReportOver";
import { Main } from "@/components/site/Main";
import { readSite } from "@/lib/cms";
import { firstValues, type SearchParams } from "@/lib/path";
import { cmsPublicUrl } from "@/lib/settings";
import { MODES, openDraft } from "@/lib/preview";

export const instant = false;

export const metadata: Metadata = { title: "Draft", robots: "noindex", referrer: "no-referrer" };

interface Properties {
  params: Promise<{ session: string }>;
  searchParams: SearchParams;
}

export default async function Preview({ params, searchParams }: Properties) {
  const query = await firstValues(searchParams);
  const editor = query.in_preview_panel === "true" ? new URL(cmsPublicUrl()).origin : null;
  const draft = await openDraft((await params).session);
  if (!("page" in draft)) {
    return (
      <Main>
        {editor && <ReportOver editor={editor} />}
        <PreviewProblem {...draft} />
      </Main>
    );
  }
  const mode = MODES.find((known) => known === query.mode) ?? "";
  const { page } = draft;
  const site = await readSite();
  const locale = page.meta.locale ?? site.locales[0]?.code ?? "en";
  return (
    <>
      <KeepScroll />
      {editor && (
        <>
          <OpenBeside />
          {/* A card or a search result is no page that could lack anything. */}
          <EditorConnection editor={editor} checks={mode === ""} />
        </>
      )}
      {page.meta.preview && <DraftBanner preview={page.meta.preview} site={site} locale={locale} />}
      <Main>
        <DraftView page={page} site={site} locale={locale} mode={mode} />
      </Main>
    </>
  );
}
