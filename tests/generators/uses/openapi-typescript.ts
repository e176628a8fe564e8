/** What openapi-typescript declares. */
import type { components, operations } from "../build/openapi-typescript/schema.js";

type Schemas = components["schemas"];

export const query: operations["list_events"]["parameters"]["query"] = { phase: ["upcoming"], limit: 3 };
export const status: Schemas["EventStatus"] = "cancelled";

export function textOf(block: Schemas["Block"]): string {
  return block.type === "heading" ? block.value.text : "";
}

export function pathOf(resolved: Schemas["Resolved"]): string | null {
  if (resolved.outcome === "page") return resolved.page.meta.html_path;
  return resolved.outcome === "redirect" ? resolved.location : null;
}
