import { imageAttributes, imageUrl, objectPosition, pictureSources, type ImageFormat } from "coalition-cms-client";
import type { BasicImage } from "@/lib/types";

/** How the CMS cuts a picture around what matters in it, and how wide it offers that. */
const CROPS = {
  card: { height: 2 / 3, widths: [360, 480, 720, 960] },
  wide: { height: 9 / 16, widths: [640, 960, 1280, 1600] },
};

interface Properties {
  /** Whole, or of a list that was asked for with `images=basic`. */
  image: BasicImage;
  /** How wide the picture is shown, as in the `sizes` of an `<img>`. */
  sizes?: string;
  /** Cut by the CMS; the whole picture without it. */
  crop?: keyof typeof CROPS;
  /** For the picture that is seen first. */
  priority?: boolean;
  /** Beside its own name, a picture says nothing more: it is left out for those who listen. */
  decorative?: boolean;
}

const COLUMN = "(min-width: 44rem) 40rem, calc(100vw - 2.25rem)";

/** A picture in the widths and formats that the CMS offers; what matters in it stays in view where it is cut. */
export function Picture({ image, sizes = COLUMN, crop, priority, decorative }: Properties) {
  const whole = imageAttributes(image, sizes);
  if (!whole) return null;
  const cut = crop && image.url_template ? cutAttributes(image, crop, priority ? ["avif", "webp"] : ["webp"]) : null;
  const sources = cut ? cut.sources : pictureSources(image);
  const { srcSet, ...attributes } = { ...whole, ...cut?.attributes };
  return (
    <picture>
      {sources.map(({ type, srcset }) => (
        <source key={type} type={type} srcSet={srcset} sizes={sizes} />
      ))}
      {/* The CMS makes every width itself; the image component of Next.js would do it once more. Every browser that knows
          srcset knows WebP, so what is left for the others is one size. */}
      <img
        {...attributes}
        srcSet={sources.length > 0 ? undefined : srcSet}
        sizes={sources.length > 0 ? undefined : sizes}
        alt={decorative ? "" : whole.alt}
        loading={priority ? "eager" : "lazy"}
        fetchPriority={priority ? "high" : undefined}
        decoding="async"
        style={{ objectPosition: cut ? undefined : objectPosition(image), background: image.placeholder.color ?? undefined }}
      />
    </picture>
  );
}

/** What shows a cut of a picture. In lists, one format suffices: a second one would double what they weigh. */
function cutAttributes(image: BasicImage, crop: keyof typeof CROPS, formats: ImageFormat[]) {
  const { height, widths } = CROPS[crop];
  const widest = Math.min(image.width ?? Infinity, (image.height ?? Infinity) / height);
  const offered = widths.filter((width, index) => index === 0 || width <= widest);
  const srcset = (format: ImageFormat) =>
    offered.map((width) => `${imageUrl(image, `${crop}-${width}`, format)} ${width}w`).join(", ");
  const shown = offered[1] ?? offered[0] ?? 0;
  return {
    sources: formats.map((format) => ({ type: `image/${format}`, srcset: srcset(format) })),
    attributes: {
      src: imageUrl(image, `${crop}-${shown}`, "jpg") ?? "",
      width: shown,
      height: Math.round(shown * height),
    },
  };
}
