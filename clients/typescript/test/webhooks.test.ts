import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { ApiError, verifyWebhook } from "../src/index.js";

const NOW = 1_800_000_000_000;
const SECRET = `whsec_${Buffer.from("a secret of the frontend and the CMS").toString("base64")}`;
const OLD_SECRET = `whsec_${Buffer.from("the one before it, until tomorrow").toString("base64")}`;
const MESSAGE = {
  type: "content.changed",
  sequence: 7,
  cursor: "a-cursor",
  site: "www.example.org:443",
  tags: ["page:12", "list:pages.EventPage"],
  changes: [{ action: "published", tags: ["page:12"] }],
};

interface Sent {
  body?: string;
  secret?: string;
  id?: string;
  timestamp?: string;
  signature?: string;
}

/** A request as the standard describes it, signed by another implementation than the one under test. */
function request({ body = JSON.stringify(MESSAGE), secret = SECRET, id = "msg_1", timestamp = `${NOW / 1000}`, signature }: Sent) {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature ?? `v1,${signed}` };
  return new Request("https://www.example.org/api/revalidate", { method: "POST", headers, body });
}

function refused(sent: Request, status: number, secrets: string | string[] = SECRET): Promise<void> {
  return assert.rejects(verifyWebhook(sent, secrets, { now: NOW }), (error) => {
    assert.ok(error instanceof ApiError);
    assert.equal(error.status, status);
    assert.equal(error.problem?.status, status);
    return true;
  });
}

test("a signed message is read", async () => {
  assert.deepEqual(await verifyWebhook(request({}), SECRET, { now: NOW }), MESSAGE);
});

test("while a secret is being changed, either of them signs", async () => {
  for (const secret of [SECRET, OLD_SECRET]) {
    const message = await verifyWebhook(request({ secret }), [SECRET, OLD_SECRET], { now: NOW });
    assert.equal(message.sequence, 7);
  }
  const own = request({}).headers.get("webhook-signature");
  const several = request({ signature: `v1,AAAA v1a,${"x".repeat(44)} ${own}` });
  assert.equal((await verifyWebhook(several, SECRET, { now: NOW })).sequence, 7);
});

test("the clocks may differ by five minutes, or as much as one says", async () => {
  for (const seconds of [-300, 300]) {
    assert.ok(await verifyWebhook(request({ timestamp: `${NOW / 1000 + seconds}` }), SECRET, { now: NOW }));
  }
  for (const seconds of [-301, 301]) await refused(request({ timestamp: `${NOW / 1000 + seconds}` }), 401);
  const late = request({ timestamp: `${NOW / 1000 - 900}` });
  assert.ok(await verifyWebhook(late, SECRET, { now: NOW, tolerance: 1000 }));
});

test("what somebody else sends is refused", async () => {
  await refused(request({ secret: OLD_SECRET }), 401);
  await refused(request({ signature: "" }), 401);
  await refused(request({ signature: "v1,not base64!" }), 401);
  await refused(request({ signature: request({}).headers.get("webhook-signature")!.slice(3) }), 401);
  await refused(request({ signature: request({ body: "{}" }).headers.get("webhook-signature")! }), 401);
  await refused(request({ id: "" }), 401);
  for (const timestamp of ["", "now", "1e9", `${NOW / 1000}.0`]) await refused(request({ timestamp }), 401);
  // Without a secret, nobody may have one.
  for (const secret of ["", "whsec_", "whsec_%"]) await refused(request({}), 401, secret);
  await refused(request({}), 401, []);
  await refused(new Request("https://www.example.org/", { method: "POST", body: JSON.stringify(MESSAGE) }), 401);
});

test("a signed request without a message is refused, too", async () => {
  const wrong = [
    ...["", "{", "null", "[]", '{"sequence": 7}', '{"sequence": 7.5, "tags": []}', '{"sequence": 7, "tags": [1]}'],
    ...['{"sequence": 7, "tags": [], "changes": [null]}', '{"sequence": 7, "tags": [], "changes": [{"action": 1, "tags": []}]}'],
    '{"sequence": 7, "tags": [], "changes": {}}',
  ];
  for (const body of wrong) await refused(request({ body }), 400);
  const short = await verifyWebhook(request({ body: '{"sequence": 7, "tags": []}' }), SECRET, { now: NOW });
  assert.deepEqual(short, { type: "", sequence: 7, cursor: "", site: null, tags: [], changes: [] });
});
