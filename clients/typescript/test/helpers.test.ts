import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ApiError,
  cacheTags,
  createClient,
  imageAttributes,
  imageUrl,
  iterate,
  jsonLd,
  objectPosition,
  pictureAttributes,
  pictureSources,
  placeholderBackground,
  sharedMaxAge,
  unwrap,
} from "../src/index.js";
import type { BasicImage, Image } from "../src/index.js";

const image: Image = {
  id: 1,
  meta: { type: "pages.Image", detail_url: "", download_url: "" },
  title: "A bridge",
  alt: "Two people on a bridge",
  decorative: false,
  caption: "",
  credit: "",
  width: 1200,
  height: 800,
  animated: false,
  focal_point: { x: 0.31, y: 0.4 },
  placeholder: { color: "#336699", data_uri: null },
  src: "https://cms.example.org/images/1.jpg",
  srcset: "https://cms.example.org/images/1.jpg 1200w",
  widths: [],
  sources: [],
  url_template: "https://cms.example.org/images/1/0123abcd/signature/{size}.{format}",
};

test("an image's attributes", () => {
  assert.deepEqual(imageAttributes(image, "50vw"), {
    src: image.src,
    srcSet: image.srcset,
    sizes: "50vw",
    alt: "Two people on a bridge",
    width: 1200,
    height: 800,
  });
  assert.equal(imageAttributes({ ...image, decorative: true })?.alt, "");
  assert.equal(imageAttributes({ ...image, src: null }), null);
  assert.ok(!("width" in imageAttributes({ ...image, width: null })!));
});

const BASE = "https://cms.example.org/images/1/0123abcd/signature/";
const basic: BasicImage = {
  id: 1,
  alt: "Two people on a bridge",
  decorative: false,
  width: 700,
  height: 500,
  focal_point: null,
  placeholder: { color: "#336699" },
  src: `${BASE}960.jpg`,
  url_template: `${BASE}{size}.{format}`,
};

test("the sizes of a basic image end at its own width", () => {
  const sizes = (extension: string) =>
    `${BASE}320.${extension} 320w, ${BASE}480.${extension} 480w, ${BASE}640.${extension} 640w, ${BASE}960.${extension} 700w`;
  assert.equal(imageAttributes(basic)?.srcSet, sizes("jpg"));
  assert.deepEqual(pictureSources(basic), [
    { type: "image/avif", srcset: sizes("avif") },
    { type: "image/webp", srcset: sizes("webp") },
  ]);
  const exact = imageAttributes({ ...basic, width: 480 })?.srcSet;
  assert.equal(exact, `${BASE}320.jpg 320w, ${BASE}480.jpg 480w`);
  assert.equal(imageAttributes({ ...basic, width: 4000 })?.srcSet.split(", ").length, 7);
});

test("a basic image that may be transparent, a portrait, one that is too tall, one that cannot be shown", () => {
  assert.deepEqual(
    pictureSources({ ...basic, src: `${BASE}960.webp` }).map(({ type }) => type),
    ["image/avif"],
  );
  const portrait = { ...basic, src: `${BASE}square-320.jpg`, width: 320, height: 320 };
  assert.equal(imageAttributes(portrait)?.srcSet, `${BASE}square-160.jpg 160w, ${BASE}square-320.jpg 320w`);
  assert.deepEqual(pictureSources({ ...basic, height: 20_000 }), []);
  assert.deepEqual(pictureSources({ ...basic, src: null, url_template: null }), []);
  assert.deepEqual(pictureSources(image), image.sources);
});

test("one size and format of an image", () => {
  assert.equal(imageUrl(image, 640), `${BASE}640.webp`);
  assert.equal(imageUrl(image, "card-480", "avif"), `${BASE}card-480.avif`);
  assert.equal(imageUrl({ url_template: null }, 640), null);
});

test("what matters in an image stays in view", () => {
  assert.equal(objectPosition(image), "31% 40%");
  assert.equal(objectPosition({ focal_point: null }), "50% 50%");
  assert.equal(objectPosition({ focal_point: { x: 1 / 3, y: 0 } }), "33.33% 0%");
});

test("what is shown until an image is there", () => {
  assert.equal(placeholderBackground(image), "#336699");
  const placeholder = { color: "#000", data_uri: "data:image/webp;base64,AA" };
  assert.equal(placeholderBackground({ placeholder }), '#000 url("data:image/webp;base64,AA") center / cover no-repeat');
});

test("JSON-LD cannot end the element that it stands in", () => {
  const text = jsonLd({ name: "</script><script>" });
  assert.ok(!text.includes("<"));
  assert.deepEqual(JSON.parse(text), { name: "</script><script>" });
});

test("a walk goes on until there is no cursor, and asks only for what is needed", async () => {
  const asked: string[] = [];
  const part = ({ cursor = "first" }: { cursor?: string }) => {
    asked.push(cursor);
    const next: Record<string, string | null> = { first: "second", second: "third", third: null };
    return Promise.resolve({ items: [cursor], meta: { next_cursor: next[cursor] ?? null } });
  };
  const all: string[] = [];
  for await (const item of iterate(part)) all.push(item);
  assert.deepEqual(all, ["first", "second", "third"]);
  asked.length = 0;
  for await (const item of iterate(part)) if (item === "first") break;
  assert.deepEqual(asked, ["first"]);
});

test("an answer that is no problem of the API is an error too", async () => {
  const response = new Response("<h1>Bad gateway</h1>", { status: 502 });
  await assert.rejects(unwrap(Promise.resolve({ error: "<h1>Bad gateway</h1>", response })), (error) => {
    assert.ok(error instanceof ApiError);
    assert.equal(error.problem, null);
    assert.equal(error.status, 502);
    assert.match(error.message, /502/);
    return true;
  });
});

test("a CMS that does not answer is an error of the same class", async () => {
  const cms = createClient({ baseUrl: "http://127.0.0.1:9" });
  await assert.rejects(unwrap(cms.GET("/api/v2/site/")), (error) => {
    assert.ok(error instanceof ApiError);
    assert.deepEqual([error.status, error.problem, error.isPassing], [0, null, true]);
    assert.ok(error.cause instanceof TypeError);
    return true;
  });
  const slow = unwrap(Promise.reject(AbortSignal.abort(new DOMException("Too slow.", "TimeoutError")).reason as Error));
  await assert.rejects(slow, (error) => error instanceof ApiError && error.status === 0);
});

test("what is given up on purpose is no failure of the CMS", async () => {
  const cms = createClient({ baseUrl: "http://127.0.0.1:9" });
  await assert.rejects(unwrap(cms.GET("/api/v2/site/", { signal: AbortSignal.abort() })), { name: "AbortError" });
});

test("which requests may succeed later", () => {
  const passing = [400, 401, 404, 408, 410, 429, 500, 503].filter((status) => new ApiError({ status }).isPassing);
  assert.deepEqual(passing, [408, 429, 500, 503]);
});

test("the tags of a response, and how long a cache may keep it", () => {
  const headers = new Headers({ "Cache-Tag": "page:12, list:pages.Page,,site:1", "Cache-Control": "public, max-age=0, s-maxage=60" });
  assert.deepEqual(cacheTags({ headers }), ["page:12", "list:pages.Page", "site:1"]);
  assert.equal(sharedMaxAge({ headers }), 60);
  assert.deepEqual(cacheTags(new Response()), []);
  assert.equal(sharedMaxAge(new Response("", { headers: { "Cache-Control": "no-store" } })), null);
  assert.equal(sharedMaxAge(new Response("", { headers: { "Cache-Control": "s-maxage=0" } })), 0);
});

test("the cursor of a change is sent with each request", async () => {
  const sent: (string | null)[] = [];
  const fetch = (request: Request) => {
    sent.push(request.headers.get("Changes-Cursor"));
    return Promise.resolve(Response.json({}));
  };
  const baseUrl = "http://127.0.0.1:9";
  let cursor: string | null = null;
  const cms = createClient({ baseUrl, fetch, changesCursor: () => cursor });
  await cms.GET("/api/v2/site/");
  cursor = "first";
  await cms.GET("/api/v2/site/");
  await cms.GET("/api/v2/posts/", { params: { header: { "Changes-Cursor": "own" } } });
  await createClient({ baseUrl, fetch, site: "localhost", changesCursor: "always" }).GET("/api/v2/site/");
  assert.deepEqual(sent, [null, "first", "own", "always"]);
});

test("a picture, whole and cropped", () => {
  const { sources, img } = pictureAttributes(basic, { sizes: "50vw" })!;
  assert.deepEqual(img, imageAttributes(basic, "50vw"));
  assert.deepEqual(sources, pictureSources(basic));
  const card = pictureAttributes(basic, { crop: "card" })!;
  assert.deepEqual(card.img, {
    src: `${BASE}card-720.jpg`,
    srcSet: `${BASE}card-360.jpg 360w, ${BASE}card-480.jpg 480w, ${BASE}card-720.jpg 700w`,
    sizes: "100vw",
    alt: "Two people on a bridge",
    width: 700,
    height: 467,
  });
  assert.deepEqual(card.sources.map(({ type }) => type), ["image/avif", "image/webp"]);
  // What the response has of a crop comes first.
  const given = { src: "x.jpg", srcset: "x.jpg 10w", width: 10, height: 5, sources: [] };
  assert.equal(pictureAttributes({ ...image, crops: { card: given } }, { crop: "card" })?.img.src, "x.jpg");
  assert.equal(pictureAttributes({ ...basic, src: null, url_template: null }, { crop: "card" }), null);
  assert.equal(pictureAttributes({ ...basic, src: null, url_template: null }), null);
});
