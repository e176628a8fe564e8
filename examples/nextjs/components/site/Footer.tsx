import { addressLines } from "@/lib/events";
import { calendarSubscription, feeds } from "@/lib/metadata";
import type { OrganizationInShort, Site } from "@/lib/types";
import { SmartLink } from "../SmartLink";

/** The end of every page: who this is, the second menu, other languages, social media, feeds and the calendar. */
export function Footer({ site, organization }: { site: Site; organization: OrganizationInShort | null }) {
  const groups = site.navigation.footer.filter(({ children }) => children.length > 0);
  // What has nothing below it makes no column: it stands in the last line.
  const single = site.navigation.footer.filter(({ link, children }) => link && children.length === 0);
  const name = organization?.name || site.name;
  return (
    <footer className="site-footer">
      <div className="bar">
        <div className="footer-parts">
          <div className="footer-about">
            <p className="footer-name">{name}</p>
            {organization?.tagline && <p className="tagline">{organization.tagline}</p>}
            {organization && <Contact organization={organization} locale={site.locales[0]?.code ?? "en"} />}
          </div>
          {groups.length > 0 && (
            <nav aria-label="Footer" className="footer-parts">
              {groups.map(({ label, link, children }) => (
                <div key={label}>
                  <p className="footer-group">{link ? <SmartLink href={link.href}>{label}</SmartLink> : label}</p>
                  <ul>
                    {children.map((child) => (
                      <li key={child.label}>
                        <SmartLink href={child.link.href}>{child.label}</SmartLink>
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </nav>
          )}
          <nav aria-labelledby="follow">
            <p className="footer-group" id="follow">
              Stay in touch
            </p>
            <ul>
              {site.social_links.map(({ platform, url }) => (
                <li key={url}>
                  <a href={url} rel="me">
                    {platform}
                  </a>
                </li>
              ))}
              {feeds()
                .filter(({ type }) => type !== "text/calendar")
                .map(({ href, title }) => (
                  <li key={href}>
                    <a href={href}>{title}</a>
                  </li>
                ))}
              <li>
                <a href={calendarSubscription()}>Events in your calendar</a>
              </li>
            </ul>
          </nav>
        </div>
        <div className="footer-end">
          <p>{name}</p>
          {site.locales.length > 1 && (
            <nav aria-label="Languages">
              <ul>
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
          {single.length > 0 && (
            <nav aria-label="Legal">
              <ul>
                {single.map(({ label, link }) => (
                  <li key={label}>
                    <SmartLink href={link?.href}>{label}</SmartLink>
                  </li>
                ))}
              </ul>
            </nav>
          )}
        </div>
      </div>
    </footer>
  );
}

function Contact({ organization, locale }: { organization: OrganizationInShort; locale: string }) {
  const { address, contact_points: points } = organization;
  const point = points.find(({ email, phone }) => email || phone);
  if (!address && !point) return null;
  const lines = address ? addressLines({ ...address, name: "", room: "" }, locale) : [];
  return (
    <address>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
      {point?.email && (
        <span>
          <a href={`mailto:${point.email}`}>{point.email}</a>
        </span>
      )}
      {point?.phone && (
        <span>
          <a href={`tel:${point.phone.replace(/[^+\d]/g, "")}`}>{point.phone}</a>
        </span>
      )}
    </address>
  );
}
