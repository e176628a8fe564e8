import { read } from "@/lib/cms";
import type { List, PersonListItem } from "@/lib/types";
import { Pagination } from "../Pagination";
import { PersonCard } from "../PersonCard";

/** Everybody who has a page, by name. */
export async function PersonList({ path, cursor }: { path: string | null; cursor?: string }) {
  const query = { fields: "_,id,slug,name,job_title,photo,html_path", limit: 24, cursor };
  const { items, meta } = await read<List<PersonListItem>>("people/", query);
  return (
    <>
      <ul className="people">
        {items.map((person) => (
          <li key={person.id}>
            <PersonCard {...person} line={person.job_title} href={person.html_path} />
          </li>
        ))}
      </ul>
      {path && <Pagination meta={meta} path={path} label="people" />}
    </>
  );
}
