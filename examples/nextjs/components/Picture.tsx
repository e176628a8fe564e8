import { imageAttributes, objectPosition, pictureSources, placeholderBackground } from "coalition-cms-client";
import type { BasicImage } from "@/lib/types";

interface Properties {
  /** Whole, or of a list that was asked for with `images=basic`. */
  image: BasicImage;
  /** How wide the picture is shown, as in the `sizes` of an `<img>`. */
  sizes?: string;
  /** For a picture that is seen at once. */
  priority?: boolean;
  /** Beside its own name, a picture says nothing more: it is left out for those who listen. */
  decorative?: boolean;
  /** For photographs. Logos are often transparent, and what is behind them would stay in view. */
  placeholder?: boolean;
}

const COLUMN = "(min-width: 48rem) 44rem, calc(100vw - 2.5rem)";

/** A picture in the widths and formats that the CMS offers; what matters in it stays in view where it is cut. */
export function Picture({ image, sizes = COLUMN, priority, decorative, placeholder = true }: Properties) {
  const attributes = imageAttributes(image, sizes);
  if (!attributes) return null;
  return (
    <picture>
      {pictureSources(image).map(({ type, srcset }) => (
        <source key={type} type={type} srcSet={srcset} sizes={sizes} />
      ))}
      {/* The CMS makes every width itself; the image component of Next.js would do it once more. */}
      <img
        {...attributes}
        alt={decorative ? "" : attributes.alt}
        loading={priority ? "eager" : "lazy"}
        fetchPriority={priority ? "high" : undefined}
        decoding="async"
        style={{
          objectPosition: objectPosition(image),
          background: placeholder ? placeholderBackground(image) : undefined,
        }}
      />
    </picture>
  );
}
