/**
 * Starts the built website: `npm start`, or `node server/start.mjs --hostname 127.0.0.1 --port 3000`.
 *
 * It is the server of Next.js. Only public documents pass through our hands on their way out (plainDocuments.mjs).
 */
import { createServer } from "node:http";
import path from "node:path";
import { parseArgs } from "node:util";
import next from "next";
import { makePlain } from "./plainDocuments.mjs";

const { values } = parseArgs({
  options: { hostname: { type: "string", default: "0.0.0.0" }, port: { type: "string", default: process.env.PORT ?? "3000" } },
});
const hostname = values.hostname;
const port = Number(values.port);
const app = next({ dev: false, dir: path.join(import.meta.dirname, ".."), hostname, port });
const handle = app.getRequestHandler();
await app.prepare();
const server = createServer((request, response) => {
  makePlain(request, response);
  return handle(request, response);
});
server.listen(port, hostname, () => console.log(`Ready on http://${hostname}:${port}`));
for (const signal of ["SIGINT", "SIGTERM"]) {
  // What was begun is finished; browsers keep connections open that nobody waits for.
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}
