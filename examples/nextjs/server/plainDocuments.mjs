/**
 * Makes public pages plain documents: HTML without the framework.
 *
 * Whoever reads needs no script: links, forms, menus and sheets are the browser's own. Next.js nevertheless sends its
 * runtime, and all content a second time for it. Both are left out of what is public; drafts keep them, since they change
 * while somebody types, and so do pages that follow the stream of changes (CMS_STREAM_ORIGIN).
 *
 * A document is held back until it is whole, which it is anyway before its first byte (`htmlLimitedBots` in
 * next.config.ts). So it can have a status that only its content knows, an ETag, and compression.
 */
import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** The request header that tells pages that this server is between them and the visitor. */
const HEADER = "x-plain-documents";
/** How a page names its status (components/DocumentStatus.tsx). */
const STATUS = /<meta name="document-status" content="(\d{3})"\/?>/;
/** Every script but those of the site itself and data for search engines. */
const SCRIPT = /<script(?![^>]*(?:data-site|application\/ld\+json))[^>]*>[\s\S]*?<\/script>/g;
const SCRIPT_PRELOAD = /<link rel="(?:preload|modulepreload)"[^>]*as="script"[^>]*\/?>/g;
/** Content that a script would still have to put into its place. */
const OUTLINED = /<div hidden="" id="S:/;

/** Take what Next.js writes as a response, if the request is one for a public document, and send it on as a plain one. */
export function makePlain(request, response) {
  // Nobody else may say so.
  delete request.headers[HEADER];
  if (!isPublicDocument(request)) return;
  request.headers[HEADER] = "1";
  const encodings = request.headers["accept-encoding"] ?? "";
  // It is compressed below, once it is whole.
  delete request.headers["accept-encoding"];
  const send = response.end.bind(response);
  const chunks = [];
  const take = (chunk, encoding) => {
    if (chunk) chunks.push(Buffer.from(chunk, typeof encoding === "string" ? encoding : undefined));
  };
  response.flushHeaders = () => undefined;
  response.writeHead = (status, ...rest) => {
    response.statusCode = status;
    for (const [name, value] of Object.entries(rest.at(-1) ?? {})) response.setHeader(name, value);
    return response;
  };
  response.write = (chunk, encoding, callback) => {
    take(chunk, encoding);
    [encoding, callback].find((each) => typeof each === "function")?.();
    return true;
  };
  response.end = (chunk, encoding, callback) => {
    if (typeof chunk !== "function") take(chunk, encoding);
    delete response.writeHead;
    const body = finish(request, response, Buffer.concat(chunks), encodings);
    return send(body, [chunk, encoding, callback].find((each) => typeof each === "function"));
  };
}

function isPublicDocument({ method, url, headers }) {
  const { pathname } = new URL(url, "http://localhost");
  const isPage = !/^\/(_next|api|preview)(\/|$)|\.[^/]+$/.test(pathname);
  return method === "GET" && isPage && headers.rsc === undefined;
}

/** The body as it is sent, after the headers that belong to it. */
function finish(request, response, whole, encodings) {
  const isHtml = String(response.getHeader("content-type")).startsWith("text/html");
  if (!isHtml || whole.length === 0) return whole;
  const html = whole.toString();
  const canBePlain = response.statusCode === 200 && !process.env.CMS_STREAM_ORIGIN && !OUTLINED.test(html);
  const named = response.statusCode === 200 ? STATUS.exec(html)?.[1] : undefined;
  if (named) response.statusCode = Number(named);
  const body = canBePlain ? plain(html, response) : whole;
  response.setHeader("Cache-Control", cacheControl(response.statusCode));
  if (!/accept-encoding/i.test(String(response.getHeader("vary")))) response.appendHeader("Vary", "Accept-Encoding");
  if (response.statusCode === 200 && isNotModified(request, response, body)) return undefined;
  return compressed(body, encodings, response);
}

/**
 * How long caches between here and the visitor keep a page, and how long they may show it while they ask for a new one.
 * Browsers ask each time. What went wrong may be right the next time.
 */
function cacheControl(status) {
  const given = Number(process.env.CDN_MAX_AGE || 30);
  const seconds = Number.isInteger(given) && given >= 0 ? given : 30;
  if (status >= 500) return "no-store";
  return seconds === 0
    ? "private, no-cache"
    : `public, max-age=0, must-revalidate, s-maxage=${seconds}, stale-while-revalidate=${2 * seconds}`;
}

function plain(html, response) {
  const policy = String(response.getHeader("content-security-policy") ?? "");
  // Without the framework, no script stands in the page itself.
  response.setHeader("Content-Security-Policy", policy.replace("script-src 'self' 'unsafe-inline'", "script-src 'self'"));
  return Buffer.from(html.replace(STATUS, "").replace(SCRIPT, "").replace(SCRIPT_PRELOAD, ""));
}

function isNotModified(request, response, body) {
  const tag = `W/"${createHash("sha256").update(inOneOrder(body.toString())).digest("base64url").slice(0, 22)}"`;
  response.setHeader("ETag", tag);
  const known = request.headers["if-none-match"]?.split(",").map((each) => each.trim()) ?? [];
  if (!known.includes(tag)) return false;
  response.statusCode = 304;
  response.removeHeader("content-type");
  return true;
}

/** React writes what belongs into the head in the order in which it came to know it, which says nothing. */
function inOneOrder(html) {
  const [head, ...rest] = html.split("</head>");
  const parts = head.split(/(?=<)/).map((part) => {
    const attributes = [...part.matchAll(/[\w-]+="[^"]*"/g)].map(([attribute]) => attribute);
    return attributes.sort().join(" ") + part.replace(/[\w-]+="[^"]*"|[\s/]/g, "");
  });
  return parts.sort().join("\n") + rest.join("</head>");
}

function compressed(body, encodings, response) {
  let sent = body;
  if (/\bbr\b/.test(encodings)) {
    sent = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    response.setHeader("Content-Encoding", "br");
  } else if (/\bgzip\b/.test(encodings)) {
    sent = gzipSync(body);
    response.setHeader("Content-Encoding", "gzip");
  }
  response.removeHeader("transfer-encoding");
  response.setHeader("Content-Length", sent.length);
  return sent;
}
