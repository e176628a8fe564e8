import type { Block, Page } from "./schema.js";

/** The page types of the CMS, as `meta.type` names them. */
export type PageType = Page["meta"]["type"];

/** A page of one type: `PageOf<"pages.EventPage">`. */
export type PageOf<Type extends PageType> = Extract<Page, { meta: { type: Type } }>;

/** The block types of a page's body. */
export type BlockType = Block["type"];

/** A block of one type: `BlockOf<"heading">`. */
export type BlockOf<Type extends BlockType> = Extract<Block, { type: Type }>;

/** Tell whether a page is of a type, and let the compiler know: TypeScript does not narrow by `page.meta.type` itself. */
export function isPage<Type extends PageType>(page: Page, type: Type): page is PageOf<Type> {
  return page.meta.type === type;
}
