import { read } from "@/lib/cms";
import type { List, PageLink } from "@/lib/types";
import { Cards } from "../Card";
import { Pagination } from "../Pagination";

interface Properties {
  parent: number;
  path: string | null;
  cursor?: string;
}

/** The pages directly below a page, in the order in which editors put them. */
export async function ChildList({ parent, path, cursor }: Properties) {
  const fields = "_,id,type,title,html_path,locale,listing";
  const query = { child_of: parent, fields, images: "basic", limit: 12, cursor };
  const { items, meta } = await read<List<PageLink>>("pages/", query);
  return (
    <>
      <Cards pages={items} level={2} />
      {path && <Pagination meta={meta} path={path} label="pages" />}
    </>
  );
}
