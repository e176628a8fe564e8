import { read } from "@/lib/cms";
import type { List, PersonListItem } from "@/lib/types";
import { Pagination } from "../Pagination";
import { People } from "../People";

/** Everybody who has a page, by name. */
export async function PersonList({ path, cursor }: { path: string | null; cursor?: string }) {
  const query = { fields: "_,id,slug,name,job_title,photo,html_path", images: "basic", limit: 24, cursor };
  const { items, meta } = await read<List<PersonListItem>>("people/", query);
  return (
    <>
      <People people={items.map((person) => ({ ...person, line: person.job_title, href: person.html_path }))} />
      {path && <Pagination meta={meta} path={path} label="people" />}
    </>
  );
}
