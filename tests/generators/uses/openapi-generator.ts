/** What openapi-generator makes (typescript-fetch): a class for each tag, and names in camel case. */
import { EventPhase, EventsApi, ResolveApi, type Block } from "../build/openapi-generator";

const events = new EventsApi();

export function textOf(block: Block): string {
  return block.type === "heading" ? block.value.text : "";
}

export async function titles(): Promise<string[]> {
  const list = await events.listEvents({ phase: [EventPhase.Upcoming], limit: 3 });
  return list.items.map((event) => event.title);
}

export async function venueOf(id: number): Promise<string | undefined> {
  const event = await events.getEvent({ id });
  return event.venue?.name;
}

export async function locationOf(path: string): Promise<string | null> {
  const resolved = await new ResolveApi().resolvePath({ path });
  return resolved.outcome === "redirect" ? resolved.location : null;
}
