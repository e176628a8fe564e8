import { statusInWords } from "@/lib/events";

/** What has become of an event, where one would otherwise take it for going ahead as planned. */
export function Status({ status }: { status: string | null | undefined }) {
  const words = statusInWords(status);
  return words ? (
    <p className="status" data-status={status}>
      {words}
    </p>
  ) : null;
}
