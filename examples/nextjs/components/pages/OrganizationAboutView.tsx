import { editAttributes } from "coalition-cms-client";
import { longDate } from "@/lib/dates";
import type { OrganizationAbout } from "@/lib/types";
import { Body } from "../body/Body";
import { Figure } from "../Figure";
import { PeopleSection } from "../People";
import { Picture } from "../Picture";
import { RichText } from "../RichText";
import { Section } from "../Section";
import { SmartLink } from "../SmartLink";
import { PageHeader } from "./PageHeader";
import type { PageProperties } from "./PageView";

/** The page about the organization. */
export function OrganizationAboutView({ page, locale }: PageProperties<OrganizationAbout>) {
  const link = ({ person, organization }: OrganizationAbout["founders"][number]) =>
    person?.html_path ?? organization?.url;
  const years = (day: string | null) => day?.slice(0, 4) ?? "";
  return (
    <article className="column">
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
        {page.logo && (
          <div className="logo" {...editAttributes(page, "/logo")}>
            <Picture image={page.logo} sizes="10rem" placeholder={false} />
          </div>
        )}
      </PageHeader>
      {page.feature_image && <Figure image={page.feature_image} layout="wide" priority edit={editAttributes(page, "/feature_image")} />}
      <RichText html={page.mission} className="text intro" edit={editAttributes(page, "/mission")} />
      <RichText html={page.boilerplate} edit={editAttributes(page, "/boilerplate")} />
      {page.figures.length > 0 && (
        <Section title="In figures" id="figures">
          <dl className="figures">
            {page.figures.map(({ label, value, unit, as_of, source_url }, index) => (
              <div key={label} {...editAttributes(page, `/figures/${index}`)}>
                <dt>
                  <SmartLink href={source_url}>{label}</SmartLink>
                  {as_of && <span className="muted"> {years(as_of)}</span>}
                </dt>
                <dd>
                  {value} {unit && <small>{unit}</small>}
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <Body page={page} />
      <PeopleSection
        title="Who leads it"
        id="leadership"
        people={page.leadership.map((leader, index) => ({
          name: leader.name,
          photo: leader.photo,
          href: link(leader),
          role: leader.role,
          line: leader.since || leader.until ? `${years(leader.since)}–${years(leader.until)}` : "",
          edit: editAttributes(page, `/leadership/${index}`),
        }))}
      />
      <PeopleSection
        title={page.founded_year ? `Founded in ${page.founded_year} by` : "Founded by"}
        id="founders"
        people={page.founders.map((founder, index) => ({
          name: founder.name,
          photo: founder.photo,
          href: link(founder),
          edit: editAttributes(page, `/founders/${index}`),
        }))}
      />
      {(page.member_count !== null || page.members.length > 0) && (
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
                <SmartLink href={organization?.url}>{name}</SmartLink>
                {since && <span className="muted"> since {years(since)}</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Contact page={page} locale={locale} />
      {page.documents.length > 0 && (
        <Section title="Documents" id="documents">
          <ul {...editAttributes(page, "/documents")}>
            {page.documents.map(({ id, title, meta }) => (
              <li key={id}>
                <SmartLink href={meta.download_url}>{title}</SmartLink>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </article>
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
      {lines && (
        <address {...editAttributes(page, "/address")}>
          {lines.filter(Boolean).map((line) => (
            <span key={line}>{line}</span>
          ))}
        </address>
      )}
      <ul className="contact">
        {points.map(({ kind, email, phone, url }, index) => (
          <li key={kind + email + phone + url} {...editAttributes(page, `/contact_points/${index}`)}>
            <span className="kind">{kind}</span> {email && <SmartLink href={`mailto:${email}`}>{email}</SmartLink>}{" "}
            {phone && <SmartLink href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</SmartLink>}{" "}
            {url && <SmartLink href={url}>{url}</SmartLink>}
          </li>
        ))}
        {links.map(({ platform, url }, index) => (
          <li key={url} {...editAttributes(page, `/social_links/${index}`)}>
            <SmartLink href={url}>{platform}</SmartLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
