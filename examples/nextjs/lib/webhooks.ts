/** Signatures of webhooks, as standardwebhooks.com describes them. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Seconds by which the clocks of sender and receiver may differ, and a message be late. */
const TOLERANCE = 300;

/** Tell whether the sender knows the secret, and sent this very body within the last minutes. */
export function isSigned(headers: Headers, body: string, secret: string, now = Date.now()): boolean {
  const id = headers.get("webhook-id");
  const timestamp = headers.get("webhook-timestamp") ?? "";
  const signatures = headers.get("webhook-signature")?.split(" ") ?? [];
  if (!secret || !id || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = Buffer.from(`v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`);
  // There are several while the secret is being changed.
  return signatures.some((signature) => {
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
