import { editAttributes } from "coalition-cms-client";
import { longDate } from "@/lib/dates";
import type { GuestBlogPost } from "@/lib/types";
import { Body } from "../body/Body";
import { Byline } from "../Byline";
import { Cards } from "../Card";
import { Figure } from "../Figure";
import { PeopleSection } from "../People";
import { Picture } from "../Picture";
import { RichText } from "../RichText";
import { Section } from "../Section";
import { Share } from "../Share";
import { SmartLink } from "../SmartLink";
import { Topics } from "../Topics";
import { PageHeader } from "./PageHeader";
import type { PageProperties } from "./PageView";

const AUTHOR_ROLES = { author: "", co_author: "Co-author", translator: "Translation", interviewee: "Interviewed" };

export function GuestBlogPostView({ page, site, locale }: PageProperties<GuestBlogPost>) {
  const { original_publication: original } = page;
  return (
    <>
      <article>
        <PageHeader page={page} kicker={page.listing?.kicker}>
          <PostByline page={page} locale={locale} />
        </PageHeader>
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
        <div className="beside">
          <div className="prose">
            <RichText html={page.intro} className="text intro" edit={editAttributes(page, "/intro")} />
            <Body page={page} />
            {page.disclaimer && (
              <p className="disclaimer" {...editAttributes(page, "/disclaimer")}>
                {page.disclaimer}
              </p>
            )}
            {original && (
              <p className="original" {...editAttributes(page, "/original_publication")}>
                First published {original.published_on && `on ${longDate(original.published_on, locale)} `}
                in <SmartLink href={original.url}>{original.title || original.url}</SmartLink>.
              </p>
            )}
            {page.corrections.length > 0 && (
              <Section title="Corrections" id="corrections" className="notes">
                <dl>
                  {page.corrections.map(({ date, text }, index) => (
                    <div key={date + text} {...editAttributes(page, `/corrections/${index}`)}>
                      <dt>
                        <time dateTime={date}>{longDate(date, locale)}</time>
                      </dt>
                      <dd>{text}</dd>
                    </div>
                  ))}
                </dl>
              </Section>
            )}
            <PeopleSection
              title={`About the author${page.authors.length > 1 ? "s" : ""}`}
              id="authors"
              className="notes authors"
              people={page.authors.map(({ name, photo, person, byline, role }, index) => ({
                name,
                photo,
                href: person?.html_path,
                line: byline,
                role: AUTHOR_ROLES[role],
                edit: editAttributes(page, `/authors/${index}`),
              }))}
            />
          </div>
          <div className="aside">
            {page.toc.length > 2 && (
              <nav className="contents" aria-labelledby="contents">
                <h2 id="contents">In this post</h2>
                <ul>
                  {page.toc.map(({ anchor, text, level }) => (
                    <li key={anchor} className={`level-${level}`}>
                      <a href={`#${anchor}`}>{text}</a>
                    </li>
                  ))}
                </ul>
              </nav>
            )}
            <Topics topics={page.topics} section={site.sections.posts?.meta.html_path} edit={editAttributes(page, "/topics")} />
            <Share url={page.meta.html_url} title={page.title ?? ""} />
          </div>
        </div>
      </article>
      {page.related.length > 0 && (
        <Section title="Read on" id="related" className="section related">
          <Cards pages={page.related} edit={editAttributes(page, "/related")} />
        </Section>
      )}
    </>
  );
}

/** Who wrote it, when, and how long it takes to read. */
function PostByline({ page, locale }: { page: GuestBlogPost; locale: string }) {
  const faces = page.authors.filter(({ photo }) => photo);
  return (
    <div className="byline">
      {faces.length > 0 && (
        <span className="faces">
          {faces.map(({ name, photo }) => photo && <Picture key={name} image={photo} sizes="2.75rem" decorative />)}
        </span>
      )}
      <div>
        <p>
          <Byline authors={page.authors} edit={(index) => editAttributes(page, `/authors/${index}`)} />
        </p>
        <p>
          {page.published_on && (
            <time dateTime={page.published_on} {...editAttributes(page, "/published_on")}>
              {longDate(page.published_on, locale)}
            </time>
          )}
          {page.updated_on && (
            <>
              {" · updated "}
              <time dateTime={page.updated_on} {...editAttributes(page, "/updated_on")}>
                {longDate(page.updated_on, locale)}
              </time>
            </>
          )}
          {page.reading_time_minutes ? ` · ${page.reading_time_minutes} min to read` : ""}
        </p>
      </div>
    </div>
  );
}
