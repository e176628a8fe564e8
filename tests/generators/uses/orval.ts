/** What orval generates: functions, and a type of each vocabulary. */
import { EventPhase, getEvent, listEvents, resolvePath, type Block, type ListEventsParams } from "../build/orval/client";

export const parameters: ListEventsParams = { phase: [EventPhase.upcoming], limit: 3 };

export function textOf(block: Block): string {
  return block.type === "heading" ? block.value.text : "";
}

export async function titles(): Promise<string[]> {
  const { status, data } = await listEvents(parameters);
  return status === 200 ? data.items.map((event) => event.title) : [];
}

export async function venueOf(id: number): Promise<string | undefined> {
  const { status, data } = await getEvent(id);
  return status === 200 ? data.venue?.name : undefined;
}

export async function locationOf(path: string): Promise<string | null> {
  const { status, data } = await resolvePath({ path });
  return status === 200 && data.outcome === "redirect" ? data.location : null;
}
