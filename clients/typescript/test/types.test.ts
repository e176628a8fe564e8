import assert from "node:assert/strict";
import { test } from "node:test";

import { isPage, type AnyPage, type Block, type BlockOf, type Page, type Resolved } from "../src/index.js";

/** Fails to compile unless the two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;

function assertNever(value: never): never {
  throw new Error(`Not expected: ${JSON.stringify(value)}`);
}

/** Every block type is told apart by `type`; one that is forgotten here does not compile. */
function summaryOf(block: Block): string {
  switch (block.type) {
    case "paragraph":
      return block.value.toUpperCase();
    case "heading":
      // @ts-expect-error: a heading has a text and no attribution.
      void block.value.attribution;
      return `${"#".repeat(block.value.level)} ${block.value.text}`;
    case "image":
      return block.value.image.alt;
    case "gallery":
      return block.value.images.map((image) => image.alt).join();
    case "quote":
      return `${block.value.text} (${block.value.attribution})`;
    case "embed":
      return block.value.url;
    case "call_to_action":
      // @ts-expect-error: the link can be null.
      void block.value.link.href;
      return block.value.link?.href ?? block.value.text;
    case "document":
      return block.value.document.title;
    case "table":
      return block.value.rows.map((row) => row.join()).join();
    case "callout":
      return `${block.value.tone}: ${block.value.title}`;
    case "people":
      return block.value.people.map((person) => person.name).join();
    case "related_pages":
      return block.value.pages.map((page) => page.title).join();
    default:
      return assertNever(block);
  }
}

/** What `isPage` leaves has the fields of its type, and no others. */
function dateOf(page: Page): string | null {
  // @ts-expect-error: not every page starts at a time.
  void page.starts_at;
  if (isPage(page, "pages.EventPage")) {
    // @ts-expect-error: an event has no authors.
    void page.authors;
    return page.starts_at;
  }
  if (isPage(page, "pages.GuestBlogPost")) return page.published_on;
  return null;
}

/** A preview shows drafts with the same functions, and any value may be missing. */
function venueOf(page: AnyPage): string | null | undefined {
  if (!isPage(page, "pages.EventPage")) return null;
  // @ts-expect-error: a draft may have no title.
  page.title satisfies string;
  // @ts-expect-error: an event has no authors.
  void page.authors;
  return page.venue?.name;
}

function locationOf(resolved: Resolved): string | null {
  // @ts-expect-error: only redirects have a location.
  void resolved.location;
  switch (resolved.outcome) {
    case "page":
      return resolved.page.meta.html_path;
    case "person":
      return resolved.person.html_path;
    case "redirect":
      return resolved.location;
    case "gone":
    case "not_found":
      return resolved.suggestions[0]?.meta.html_path ?? null;
    default:
      return assertNever(resolved);
  }
}

test("a block is known by its type", () => {
  const same: Same<BlockOf<"heading">["value"]["level"], number> = true;
  assert.ok(same);
  const heading: Block = { type: "heading", value: { text: "Why", level: 2, anchor: "why" }, id: null };
  assert.equal(summaryOf(heading), "## Why");
});

test("a page and an outcome are known by their type", () => {
  assert.equal(locationOf({ outcome: "redirect", location: "/new/", permanent: true, status: 301 }), "/new/");
  assert.equal(typeof dateOf, "function");
  assert.equal(venueOf({ meta: { type: "pages.HomePage" } } as AnyPage), null);
});
