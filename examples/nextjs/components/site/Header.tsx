import type { BasicImage, Site } from "@/lib/types";
import { Icon } from "../Icon";
import { Logo } from "../Logo";
import { SearchForm } from "../SearchForm";
import { SmartLink } from "../SmartLink";

interface Properties {
  site: Site;
  /** The home page in the language of the page. */
  home: string;
  logo?: BasicImage | null;
  /** Where the visitor is. */
  path: string;
}

/**
 * The top of every page: what there is to know today, the name, the menu and the search. On a phone, news and menu are
 * sheets behind buttons (`popover`), which browsers open, close and lead the keyboard into without any script.
 */
export function Header({ site, home, logo, path }: Properties) {
  const { announcements } = site;
  return (
    <>
      {announcements.length > 0 && (
        <aside id="announcements" className="announcements" aria-label="Announcements" popover="auto">
          {announcements.map(({ text, link }) => (
            <p key={text}>
              {text} {link && <SmartLink href={link.href}>{link.label}</SmartLink>}
            </p>
          ))}
        </aside>
      )}
      <header className="site-header">
        <div className="bar">
          <SmartLink href={home} className="brand">
            {logo && <Logo image={logo} decorative />}
            {site.seo.title_suffix || site.name}
          </SmartLink>
          {announcements.length > 0 && (
            <button type="button" className="icon-button news-button" popoverTarget="announcements" aria-label="News">
              <Icon name="news" />
            </button>
          )}
          <button type="button" className="icon-button menu-button" popoverTarget="site-menu" aria-label="Menu">
            <Icon name="menu" />
          </button>
          <div id="site-menu" className="site-menu" popover="auto">
            <nav aria-label="Main">
              <ul className="menu">
                {site.navigation.header.map(({ label, link, children }) => (
                  <li key={label}>
                    {link ? (
                      <SmartLink href={link.href} current={link.href === path}>
                        {label}
                      </SmartLink>
                    ) : (
                      <span>{label}</span>
                    )}
                    {children.length > 0 && (
                      <ul>
                        {children.map((child) => (
                          <li key={child.label}>
                            <SmartLink href={child.link.href} current={child.link.href === path}>
                              {child.label}
                            </SmartLink>
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
        </div>
      </header>
    </>
  );
}
