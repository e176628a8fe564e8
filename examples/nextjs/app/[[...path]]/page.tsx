/** Every page of the CMS. One question, “what is at this path?”, decides what becomes of the request. */
import type { Metadata } from "next";
import { notFound, permanentRedirect, redirect } from "next/navigation";
import { DocumentStatus } from "@/components/DocumentStatus";
import { JsonLd } from "@/components/JsonLd";
import { KeepCurrent } from "@/components/KeepCurrent";
import { Missing } from "@/components/pages/Missing";
import { PageView } from "@/components/pages/PageView";
import { PersonView } from "@/components/pages/PersonView";
import { Breadcrumbs } from "@/components/site/Breadcrumbs";
import { Main } from "@/components/site/Main";
import { readSite, resolve } from "@/lib/cms";
import { pageMetadata, personMetadata, plainMetadata } from "@/lib/metadata";
import { canNameStatus, firstValues, type SearchParams } from "@/lib/path";
import { cmsPublicUrl, streamOrigin } from "@/lib/settings";

export const instant = false;

interface Properties {
  params: Promise<{ path?: string[] }>;
  searchParams: SearchParams;
}

async function resolved({ params, searchParams }: Properties) {
  const { path = [] } = await params;
  const query = await firstValues(searchParams);
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const search = given.length > 0 ? `?${new URLSearchParams(given)}` : "";
  return { query, answer: await resolve(["", ...path, ""].join("/"), search) };
}

export async function generateMetadata(properties: Properties): Promise<Metadata> {
  const { answer } = await resolved(properties);
  const site = await readSite();
  switch (answer.outcome) {
    case "page":
      return pageMetadata(answer.page, site);
    case "person":
      return personMetadata(answer.person, site);
    default:
      return plainMetadata("Not found", site);
  }
}

export default async function CatchAll(properties: Properties) {
  const { query, answer } = await resolved(properties);
  const site = await readSite();
  const keepCurrent = streamOrigin() ? <KeepCurrent cms={cmsPublicUrl()} /> : null;
  switch (answer.outcome) {
    case "page": {
      const { page } = answer;
      return (
        <Main>
          <Breadcrumbs trail={page.meta.breadcrumbs} />
          <PageView page={page} site={site} locale={page.meta.locale} query={query} />
          <JsonLd data={page.meta.json_ld} />
          {keepCurrent}
        </Main>
      );
    }
    case "person":
      return (
        <Main>
          <PersonView person={answer.person} />
          {keepCurrent}
        </Main>
      );
    case "redirect":
      return answer.permanent ? permanentRedirect(answer.location) : redirect(answer.location);
    default:
      if (!(await canNameStatus())) notFound();
      return (
        <>
          <DocumentStatus status={answer.outcome === "gone" ? 410 : 404} />
          <Missing answer={answer} />
        </>
      );
  }
}
