import type { Image } from "./schema.js";

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
export function imageAttributes(image: Image, sizes = "100vw"): ImageAttributes | null {
  if (image.src === null) return null;
  return {
    src: image.src,
    srcSet: image.srcset,
    sizes,
    // Decorative images have none, which tells screen readers to pass over them.
    alt: image.decorative ? "" : image.alt,
    ...(image.width !== null && image.height !== null ? { width: image.width, height: image.height } : {}),
  };
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
export function placeholderBackground({ placeholder }: Pick<Image, "placeholder">): string {
  const picture = placeholder.data_uri ? ` url("${placeholder.data_uri}") center / cover no-repeat` : "";
  return `${placeholder.color}${picture}`;
}
