import type { Person } from "@/lib/types";
import { Cards } from "../Card";
import { Picture } from "../Picture";
import { RichText } from "../RichText";
import { Section } from "../Section";
import { SmartLink } from "../SmartLink";

/** Somebody, with what they wrote and where they spoke. */
export function PersonView({ person }: { person: Person }) {
  return (
    <article>
      <header className="page-header person-header">
        {person.photo && <Picture image={person.photo} sizes="11rem" priority />}
        <div>
          <h1>{person.name}</h1>
          <p className="subtitle">
            {person.job_title}
            {person.organization && (
              <>
                {person.job_title && ", "}
                <SmartLink href={person.organization.url}>{person.organization.name}</SmartLink>
              </>
            )}
          </p>
        </div>
      </header>
      <div className="prose">
        <RichText html={person.bio} />
        {person.links.length > 0 && (
          <ul className="topics" aria-label="Elsewhere">
            {person.links.map(({ label, url }) => (
              <li key={url}>
                <SmartLink href={url}>{label || url}</SmartLink>
              </li>
            ))}
          </ul>
        )}
      </div>
      {person.posts.length > 0 && (
        <Section title="Posts" id="posts">
          <Cards pages={person.posts} />
        </Section>
      )}
      {person.events.length > 0 && (
        <Section title="Events" id="events">
          <Cards pages={person.events} />
        </Section>
      )}
    </article>
  );
}
