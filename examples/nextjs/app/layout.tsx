import type { ReactNode } from "react";
import { Footer } from "@/components/site/Footer";
import { Header } from "@/components/site/Header";
import { readOrganization, readSite } from "@/lib/cms";
import { directionOf } from "@/lib/direction";
import { feeds } from "@/lib/metadata";
import { localeOf, requestedPath } from "@/lib/path";
import { openDraft, sessionAt } from "@/lib/preview";
import { cmsPublicUrl } from "@/lib/settings";
import { typefaces } from "./fonts";
import "@/styles/index.css";

// Everything comes from the CMS when it is asked for: statuses and redirects are real ones, and a build needs no CMS.
export const instant = false;

export default async function RootLayout({ children }: { children: ReactNode }) {
  const path = await requestedPath();
  const session = sessionAt(path);
  if (session) await openDraft(session);
  const site = await readSite();
  const organization = site.sections.about && (await readOrganization());
  const locale = localeOf(path, site);
  const home = site.locales.find(({ code }) => code === locale)?.home_path ?? "/";
  return (
    <html lang={locale} dir={directionOf(locale)} className={typefaces}>
      <head>
        {/* Pictures come from there. */}
        <link rel="preconnect" href={new URL(cmsPublicUrl()).origin} />
        {feeds().map(({ type, href, title }) => (
          <link key={href} rel="alternate" type={type} href={href} title={title} />
        ))}
        <script type="module" src="/enhancements.js" async data-site="" />
      </head>
      <body>
        <a href="#content" className="skip">
          Skip to the content
        </a>
        <Header site={site} home={home} logo={organization?.logo} path={path} />
        {children}
        <Footer site={site} organization={organization} />
      </body>
    </html>
  );
}
