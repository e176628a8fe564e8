import type { Site } from "@/lib/types";
import { SearchForm } from "../SearchForm";
import { SmartLink } from "../SmartLink";
import { CurrentLink } from "./CurrentLink";

/** The top of every page: what there is to know today, the name, the menu and the search. */
export function Header({ site, home }: { site: Site; home: string }) {
  return (
    <>
      {site.announcements.length > 0 && (
        <aside className="announcements" aria-label="Announcements">
          {site.announcements.map(({ text, link }) => (
            <p key={text}>
              {text} {link && <SmartLink href={link.href}>{link.label}</SmartLink>}
            </p>
          ))}
        </aside>
      )}
      <header className="site-header">
        <div className="bar">
          <SmartLink href={home} className="site-name">
            {site.seo.title_suffix || site.name}
          </SmartLink>
          <nav aria-label="Main">
            <ul className="menu">
              {site.navigation.header.map(({ label, link, children }) => (
                <li key={label}>
                  {link ? <CurrentLink href={link.href}>{label}</CurrentLink> : <span>{label}</span>}
                  {children.length > 0 && (
                    <ul>
                      {children.map((child) => (
                        <li key={child.label}>
                          <CurrentLink href={child.link.href}>{child.label}</CurrentLink>
                        </li>
                      ))}
                    </ul>
                  )}
                </li>
              ))}
            </ul>
          </nav>
          <SearchForm id="header-search" label="Site" />
        </div>
      </header>
    </>
  );
}
