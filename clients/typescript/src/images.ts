import type { Crop, CropName, Image, Source } from "./schema.js";

/** An image of a response with `images=basic`: what a card needs. Helpers take it in place of an `Image`. */
export type BasicImage = Pick<
  Image,
  "id" | "alt" | "decorative" | "width" | "height" | "focal_point" | "src" | "url_template"
> & { placeholder: Pick<Image["placeholder"], "color"> };

/** Likewise of one with `images=src`. */
export type ImageSource = Pick<Image, "alt" | "width" | "height" | "src">;

type Shown = BasicImage & Partial<Pick<Image, "srcset" | "sources">>;

/** The formats of renditions. */
export type ImageFormat = "avif" | "webp" | "jpg";

const WIDTHS = [320, 480, 640, 960, 1280, 1600, 1920];
/** The widths of each crop, and its ratio of width and height. */
const CROPS: Record<CropName, number[]> = {
  square: [160, 320, 640],
  card: [360, 480, 720, 960],
  wide: [640, 960, 1280, 1600, 1920],
  social: [1200],
};
const RATIOS: Record<CropName, [number, number]> = { square: [1, 1], card: [3, 2], wide: [16, 9], social: [1200, 630] };
const SQUARES = CROPS.square;
/** The longest side in pixels that AVIF and WebP can store. */
const LONGEST_SIDE = 16_383;

/** What an `img` needs of an image. */
export interface ImageAttributes {
  src: string;
  srcSet: string;
  sizes: string;
  alt: string;
  width?: number;
  height?: number;
}

/**
 * Return the attributes of the `img` that shows an image, or `null` for one that cannot be shown.
 *
 * @param sizes how wide it is shown, as in the HTML attribute: `(min-width: 60rem) 40rem, 100vw`.
 */
export function imageAttributes(image: Shown, sizes = "100vw"): ImageAttributes | null {
  if (image.src === null) return null;
  return {
    src: image.src,
    srcSet: image.srcset ?? srcset(image, fallbackOf(image)),
    sizes,
    // Decorative images have none, which tells screen readers to pass over them.
    alt: image.decorative ? "" : image.alt,
    ...(image.width !== null && image.height !== null ? { width: image.width, height: image.height } : {}),
  };
}

/** Return the `source` elements of the `picture` around an image: the smaller formats, best first. */
export function pictureSources(image: Shown): Source[] {
  if (image.sources) return image.sources;
  if (image.src === null || Math.max(image.width ?? 0, image.height ?? 0) > LONGEST_SIDE) return [];
  return better(fallbackOf(image)).map((format) => ({ type: `image/${format}`, srcset: srcset(image, format) }));
}

/**
 * Return the URL of an image in one of the sizes of the CMS, or `null` for one that cannot be shown.
 *
 * @param size a width in pixels (160, 320, 480, 640, 960, 1280, 1600 or 1920), or a crop with its width: `card-480`.
 */
export function imageUrl(
  image: Pick<Image, "url_template">,
  size: number | string,
  format: ImageFormat = "webp",
): string | null {
  return image.url_template?.replace("{size}", String(size)).replace("{format}", format) ?? null;
}

function fallbackOf({ src }: Shown): ImageFormat {
  return src?.endsWith(".webp") ? "webp" : "jpg";
}

/** What a `picture` needs of an image: its `source` elements, best first, and its `img`. */
export interface PictureAttributes {
  sources: Source[];
  img: ImageAttributes;
}

export interface PictureOptions {
  /** How wide it is shown, as in the HTML attribute `sizes`; the width of the window by default. */
  sizes?: string;
  /** The crop to show in place of the whole image, also of one that was not asked for with `crops`. */
  crop?: CropName;
}

/**
 * Return what the `picture` that shows an image needs, or `null` for an image that cannot be shown.
 *
 * ```tsx
 * const { sources, img } = pictureAttributes(image, { crop: "card", sizes: "20rem" })!;
 * <picture>{sources.map((source) => <source key={source.type} sizes={img.sizes} {...source} />)}<img {...img} /></picture>
 * ```
 */
export function pictureAttributes(
  image: Shown & Partial<Pick<Image, "crops">>,
  { sizes = "100vw", crop }: PictureOptions = {},
): PictureAttributes | null {
  if (!crop) {
    const img = imageAttributes(image, sizes);
    return img && { sources: pictureSources(image), img };
  }
  const cut = image.crops?.[crop] ?? cropOf(image, crop);
  const img = cut && imageAttributes({ ...image, ...cut }, sizes);
  return img && { sources: cut.sources, img };
}

/** A crop as the CMS would describe it. */
function cropOf(image: Shown, crop: CropName): Crop | null {
  const { url_template: template, width, height } = image;
  if (template === null || width === null || height === null) return null;
  const [across, down] = RATIOS[crop];
  const most = Math.min(width, Math.round((height * across) / down));
  const known = CROPS[crop];
  const fitting = known.filter((each) => each <= most);
  // The first one that the original is too small for is as large as the original allows.
  const offered = fitting.at(-1) === most ? fitting : known.slice(0, fitting.length + 1);
  const inFormat = (format: ImageFormat) =>
    offered.map((each) => `${imageUrl(image, `${crop}-${each}`, format)} ${Math.min(each, most)}w`).join(", ");
  const fallback = crop === "social" ? "jpg" : fallbackOf(image);
  const largest = offered.at(-1)!;
  const shown = Math.min(largest, most);
  return {
    src: imageUrl(image, `${crop}-${largest}`, fallback),
    srcset: inFormat(fallback),
    width: shown,
    height: Math.round((shown * down) / across),
    // Whoever reads the social crop may know no other format.
    sources: crop === "social" ? [] : better(fallback).map((format) => ({ type: `image/${format}`, srcset: inFormat(format) })),
  };
}

/** The smaller formats, best first. */
function better(fallback: ImageFormat): ImageFormat[] {
  return fallback === "webp" ? ["avif"] : ["avif", "webp"];
}

/** The sizes in one format, as the CMS would list them. Those wider than the original would be the original's width. */
function srcset(image: Shown, format: ImageFormat): string {
  const isSquare = image.src?.includes("/square-") ?? false;
  const width = image.width ?? Infinity;
  const known = isSquare ? SQUARES : WIDTHS;
  const fitting = known.filter((each) => each <= width);
  const offered = fitting.length < known.length && !isSquare ? known.slice(0, fitting.length + 1) : fitting;
  const distinct = fitting.at(-1) === width ? fitting : offered;
  return distinct
    .map((each) => `${imageUrl(image, isSquare ? `square-${each}` : each, format)} ${Math.min(each, width)}w`)
    .join(", ");
}

/**
 * Return the CSS `object-position` that keeps what matters in view where the image is cut: `31% 40%`.
 *
 * Without a focal point it is the center.
 */
export function objectPosition(image: Pick<Image, "focal_point">): string {
  const { x, y } = image.focal_point ?? { x: 0.5, y: 0.5 };
  return `${percent(x)} ${percent(y)}`;
}

function percent(part: number): string {
  return `${Math.round(part * 10000) / 100}%`;
}

/** Return the CSS `background` to show until the image has been loaded. */
export function placeholderBackground({ placeholder }: { placeholder: Partial<Image["placeholder"]> }): string {
  const picture = placeholder.data_uri ? ` url("${placeholder.data_uri}") center / cover no-repeat` : "";
  return `${placeholder.color ?? ""}${picture}`;
}
