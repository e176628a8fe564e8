import { editAttributes } from "coalition-cms-client";
import { longDate } from "@/lib/dates";
import type { OrganizationAbout } from "@/lib/types";
import { Body } from "../body/Body";
import { Figure } from "../Figure";
import { Logo } from "../Logo";
import { PeopleSection } from "../People";
import { RichText } from "../RichText";
import { Section } from "../Section";
import { SmartLink } from "../SmartLink";
import { PageHeader } from "./PageHeader";
import type { PageProperties } from "./PageView";

/** The page about the organization. */
export function OrganizationAboutView({ page, locale }: PageProperties<OrganizationAbout>) {
  const link = ({ person, organization }: OrganizationAbout["founders"][number]) =>
    person?.html_path ?? organization?.url;
  return (
    <article>
      <div className="about-header">
        <PageHeader page={page}>
          {!page.subtitle && page.summary && (
            <p className="subtitle" {...editAttributes(page, "/summary")}>
              {page.summary}
            </p>
          )}
          {page.tagline && (
            <p className="tagline" {...editAttributes(page, "/tagline")}>
              {page.tagline}
            </p>
          )}
        </PageHeader>
        {page.logo && (
          <div className="logo" {...editAttributes(page, "/logo")}>
            <Logo image={page.logo} />
          </div>
        )}
      </div>
      {page.feature_image && (
        <Figure
          image={page.feature_image}
          crop="wide"
          layout="wide"
          className="lead-figure"
          priority
          edit={editAttributes(page, "/feature_image")}
        />
      )}
      <div className="prose">
        <RichText html={page.mission} className="text intro" edit={editAttributes(page, "/mission")} />
        <RichText html={page.boilerplate} edit={editAttributes(page, "/boilerplate")} />
      </div>
      {page.figures.length > 0 && (
        <Section title="In figures" id="figures">
          <dl className="figures">
            {page.figures.map(({ label, value, unit, as_of, source_url }, index) => (
              <div key={label} {...editAttributes(page, `/figures/${index}`)}>
                <dt>
                  <SmartLink href={source_url}>{label}</SmartLink>
                  {as_of && <span className="muted"> {yearOf(as_of)}</span>}
                </dt>
                <dd>
                  {value} {unit && <small>{unit}</small>}
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {page.body.length > 0 && (
        <div className="section prose alone">
          <Body page={page} />
        </div>
      )}
      <PeopleSection
        title="Who leads it"
        id="leadership"
        className="section"
        people={page.leadership.map((leader, index) => ({
          name: leader.name,
          photo: leader.photo,
          href: link(leader),
          role: leader.role,
          line: leader.since || leader.until ? `${yearOf(leader.since)}–${yearOf(leader.until)}` : "",
          isLogo: leader.organization !== null,
          edit: editAttributes(page, `/leadership/${index}`),
        }))}
      />
      <PeopleSection
        title={page.founded_year ? `Founded in ${page.founded_year} by` : "Founded by"}
        id="founders"
        className="section"
        people={page.founders.map((founder, index) => ({
          name: founder.name,
          photo: founder.photo,
          href: link(founder),
          isLogo: founder.organization !== null,
          edit: editAttributes(page, `/founders/${index}`),
        }))}
      />
      <Members page={page} locale={locale} />
      <Contact page={page} locale={locale} />
      {page.documents.length > 0 && (
        <Section title="Documents" id="documents">
          <ul className="documents" {...editAttributes(page, "/documents")}>
            {page.documents.map(({ id, title, meta }) => (
              <li key={id} className="document">
                <SmartLink href={meta.download_url}>{title}</SmartLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </article>
  );
}

function yearOf(day: string | null): string {
  return day?.slice(0, 4) ?? "";
}

/** How many there are and of what kinds, and those that are named, with their logos. */
function Members({ page, locale }: { page: OrganizationAbout; locale: string }) {
  if (page.member_count === null && page.members.length === 0) return null;
  return (
    <Section title="Members" id="members">
      {page.member_count !== null && (
        <p {...editAttributes(page, "/member_count")}>
          {page.member_count} members
          {page.member_count_as_of && ` (${longDate(page.member_count_as_of, locale)})`}
          {page.member_kinds.length > 0 && `: ${page.member_kinds.join(", ")}`}
        </p>
      )}
      <ul className="members">
        {page.members.map(({ name, organization, since }, index) => (
          <li key={name} {...editAttributes(page, `/members/${index}`)}>
            <div className="member">
              {organization?.logo ? (
                <Logo image={organization.logo} decorative />
              ) : (
                <span className="initial" aria-hidden="true">
                  {name.charAt(0)}
                </span>
              )}
              <div>
                <SmartLink href={organization?.url}>{name}</SmartLink>
                {since && <p className="line">since {yearOf(since)}</p>}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Contact({ page, locale }: { page: OrganizationAbout; locale: string }) {
  const { address, contact_points: points, social_links: links } = page;
  if (!address && points.length + links.length === 0) return null;
  const country = address?.country && new Intl.DisplayNames(locale, { type: "region" }).of(address.country);
  const town = [address?.locality, address?.region, address?.postal_code].filter(Boolean).join(" ");
  const name = page.short_name && page.short_name !== page.name ? `${page.name} (${page.short_name})` : page.name;
  const lines = address && [page.legal_name || name, address.street, town, country];
  return (
    <Section title="Contact" id="contact">
      <ul className="contact">
        {lines && (
          <li>
            <address {...editAttributes(page, "/address")}>
              {lines.filter(Boolean).map((line) => (
                <span key={line}>{line}</span>
              ))}
            </address>
          </li>
        )}
        {points.map(({ kind, email, phone, url }, index) => (
          <li key={kind + email + phone + url} {...editAttributes(page, `/contact_points/${index}`)}>
            <span className="kind">{kind}</span>
            {email && (
              <span className="channel">
                <SmartLink href={`mailto:${email}`}>{email}</SmartLink>
              </span>
            )}
            {phone && (
              <span className="channel">
                <SmartLink href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</SmartLink>
              </span>
            )}
            {url && (
              <span className="channel">
                <SmartLink href={url}>{url.replace(/^https?:\/\/|\/$/g, "")}</SmartLink>
              </span>
            )}
          </li>
        ))}
        {links.length > 0 && (
          <li>
            <span className="kind">Elsewhere</span>
            {links.map(({ platform, url }, index) => (
              <span key={url} className="channel" {...editAttributes(page, `/social_links/${index}`)}>
                <SmartLink href={url}>{platform}</SmartLink>
              </span>
            ))}
          </li>
        )}
      </ul>
    </Section>
  );
}
