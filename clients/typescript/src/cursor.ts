/** A list of the API, as far as walking it needs to know. */
export interface CursorPage<Item> {
  meta: { next_cursor: string | null };
  items: Item[];
}

/**
 * Yield every item of a list, asking for the next part when it is needed.
 *
 * ```ts
 * const events = iterate((cursor) =>
 *   unwrap(cms.GET("/api/v2/events/", { params: { query: { limit: 100, ...cursor } } })),
 * );
 * for await (const event of events) console.log(event.title);
 * ```
 *
 * @param part asks for a part of the list: the first one without a cursor. Filters and order must stay the same.
 */
export async function* iterate<Item>(
  part: (cursor: { cursor?: string }) => Promise<CursorPage<Item>>,
): AsyncGenerator<Item, void, undefined> {
  let cursor: { cursor?: string } | null = {};
  while (cursor) {
    const { items, meta }: CursorPage<Item> = await part(cursor);
    yield* items;
    cursor = meta.next_cursor ? { cursor: meta.next_cursor } : null;
  }
}
