import type { ReactNode } from "react";
import { Footer } from "@/components/site/Footer";
import { Header } from "@/components/site/Header";
import { readSite } from "@/lib/cms";
import { feeds } from "@/lib/metadata";
import { localeOf, requestedPath } from "@/lib/path";
import { openDraft, sessionAt } from "@/lib/preview";
import "./globals.css";

// Everything comes from the CMS when it is asked for: statuses and redirects are real ones, and a build needs no CMS.
export const instant = false;

export default async function RootLayout({ children }: { children: ReactNode }) {
  const path = await requestedPath();
  const session = sessionAt(path);
  if (session) await openDraft(session);
  const site = await readSite();
  const locale = localeOf(path, site);
  const home = site.locales.find(({ code }) => code === locale)?.home_path ?? "/";
  return (
    <html lang={locale}>
      <head>
        {feeds().map(({ type, href, title }) => (
          <link key={href} rel="alternate" type={type} href={href} title={title} />
        ))}
      </head>
      <body>
        <a href="#content" className="skip">
          Skip to the content
        </a>
        <Header site={site} home={home} />
        {children}
        <Footer site={site} feeds={feeds()} />
      </body>
    </html>
  );
}
