import type { EditAttributes } from "coalition-cms-client";
import { PersonCard, type PersonCardProperties } from "./PersonCard";
import { Section } from "./Section";

interface Properties {
  people: PersonCardProperties[];
  edit?: EditAttributes;
}

/** Cards of people or organizations, in the order given. */
export function People({ people, edit }: Properties) {
  return (
    <ul className="people" {...edit}>
      {/* By their places: in a draft two may have the same name, or none yet. */}
      {people.map((person, index) => (
        <li key={index}>
          <PersonCard {...person} />
        </li>
      ))}
    </ul>
  );
}

interface SectionProperties {
  title: string;
  id: string;
  className?: string;
  people: PersonCardProperties[];
}

/** The same under a heading; nothing where there are none. */
export function PeopleSection({ title, id, className = "", people }: SectionProperties) {
  if (people.length === 0) return null;
  return (
    <Section title={title} id={id} className={className}>
      <People people={people} />
    </Section>
  );
}
