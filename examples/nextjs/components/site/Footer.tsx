import type { Site } from "@/lib/types";
import { SmartLink } from "../SmartLink";

/** The end of every page: the second menu, other languages, social media and feeds. */
export function Footer({ site, feeds }: { site: Site; feeds: { href: string; title: string }[] }) {
  return (
    <footer className="site-footer">
      <div className="bar">
        <nav aria-label="Footer">
          <ul className="footer-menu">
            {site.navigation.footer.map(({ label, link, children }) => (
              <li key={label}>
                {link ? <SmartLink href={link.href}>{label}</SmartLink> : <span className="group">{label}</span>}
                {children.length > 0 && (
                  <ul>
                    {children.map((child) => (
                      <li key={child.label}>
                        <SmartLink href={child.link.href}>{child.label}</SmartLink>
                      </li>
                    ))}
                  </ul>
                )}
              </li>
            ))}
            <li>
              <span className="group">Follow us</span>
              <ul>
                {site.social_links.map(({ platform, url }) => (
                  <li key={url}>
                    <a href={url} rel="me">
                      {platform}
                    </a>
                  </li>
                ))}
                {feeds.map(({ href, title }) => (
                  <li key={href}>
                    <a href={href}>{title}</a>
                  </li>
                ))}
              </ul>
            </li>
          </ul>
        </nav>
        {site.locales.length > 1 && (
          <nav aria-label="Languages">
            <ul className="languages">
              {site.locales.map(({ code, name, home_path }) => (
                <li key={code}>
                  <a href={home_path} lang={code} hrefLang={code}>
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <p className="muted">{site.name}</p>
      </div>
    </footer>
  );
}
