import type { CSSProperties } from "react";
import type { Image } from "@/lib/types";

interface Properties {
  image: Image;
  /** How wide the picture is shown, as in the `sizes` of an `<img>`. */
  sizes?: string;
  /** For a picture that is seen at once. */
  priority?: boolean;
  /** Beside its own name, a picture says nothing more: it is left out for those who listen. */
  decorative?: boolean;
  /** For logos, which are often transparent. */
  placeholder?: boolean;
}

const COLUMN = "(min-width: 48rem) 44rem, calc(100vw - 2.5rem)";

/** A picture in the widths and formats that the CMS offers; what matters in it stays visible where it is cut. */
export function Picture({ image, sizes = COLUMN, priority = false, decorative = false, placeholder = true }: Properties) {
  if (!image.src) return null;
  const { x, y } = image.focal_point ?? { x: 0.5, y: 0.5 };
  const style: CSSProperties = { objectPosition: `${x * 100}% ${y * 100}%` };
  if (placeholder) {
    style.backgroundColor = image.placeholder.color;
    if (image.placeholder.data_uri) style.backgroundImage = `url("${image.placeholder.data_uri}")`;
  }
  return (
    <picture>
      {image.sources.map(({ type, srcset }) => (
        <source key={type} type={type} srcSet={srcset} sizes={sizes} />
      ))}
      {/* The CMS has made every width already, so the image component of Next.js would only do it again. */}
      <img
        src={image.src}
        srcSet={image.srcset}
        sizes={sizes}
        alt={decorative ? "" : image.alt}
        width={image.width ?? undefined}
        height={image.height ?? undefined}
        loading={priority ? "eager" : "lazy"}
        fetchPriority={priority ? "high" : undefined}
        decoding="async"
        style={style}
      />
    </picture>
  );
}
