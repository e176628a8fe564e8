/** What @hey-api/openapi-ts generates: functions, and types. */
import { getEvent, listEvents, resolvePath, type Block, type EventPhase } from "../build/hey-api";

const phase: EventPhase = "upcoming";

export function textOf(block: Block): string {
  return block.type === "heading" ? block.value.text : "";
}

export async function titles(): Promise<string[]> {
  const { data } = await listEvents({ query: { phase: [phase], limit: 3 } });
  return data?.items.map((event) => event.title) ?? [];
}

export async function venueOf(id: number): Promise<string | undefined> {
  const { data } = await getEvent({ path: { id }, throwOnError: true });
  return data.venue?.name;
}

export async function locationOf(path: string): Promise<string | null> {
  const { data } = await resolvePath({ query: { path } });
  return data?.outcome === "redirect" ? data.location : null;
}
