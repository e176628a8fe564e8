import type { EditAttributes } from "coalition-cms-client";
import type { Image } from "@/lib/types";
import { Picture } from "./Picture";

interface Properties {
  image: Image;
  caption?: string;
  layout?: string;
  className?: string;
  crop?: "wide";
  priority?: boolean;
  edit?: EditAttributes;
}

const SIZES: Record<string, string> = {
  wide: "(min-width: 76rem) 72rem, calc(100vw - 2.25rem)",
  full: "(min-width: 76rem) 72rem, calc(100vw - 2.25rem)",
};

/** A picture with its caption and credit. */
export function Figure({ image, caption = image.caption, layout = "column", className, crop, priority, edit }: Properties) {
  return (
    <figure className={`figure ${className ?? layout}`} {...edit}>
      <Picture image={image} crop={crop} sizes={SIZES[layout]} priority={priority} />
      {(caption || image.credit) && (
        <figcaption>
          {caption && <span>{caption}</span>} {image.credit && <span className="credit">{image.credit}</span>}
        </figcaption>
      )}
    </figure>
  );
}
