import type { Block, Draft, Page } from "./schema.js";

/** A page as visitors see it, or the draft that a preview shows in its place. */
export type AnyPage = Page | Draft;

/** The page types of the CMS, as `meta.type` names them. */
export type PageType = Page["meta"]["type"];

/** A page of one type: `PageOf<"pages.EventPage">`; of those of a union: `PageOf<"pages.EventPage", Draft>`. */
export type PageOf<Type extends PageType, Of = Page> = Extract<Of, { meta: { type: Type } }>;

/** The block types of a page's body. */
export type BlockType = Block["type"];

/** A block of one type: `BlockOf<"heading">`. */
export type BlockOf<Type extends BlockType> = Extract<Block, { type: Type }>;

/** Tell whether a page is of a type, and let the compiler know: TypeScript does not narrow by `page.meta.type` itself. */
export function isPage<Type extends PageType, Of extends { meta: { type: PageType } } = Page>(
  page: Of,
  type: Type,
): page is Of & PageOf<Type, Of> {
  return page.meta.type === type;
}
