import type { EditAttributes } from "coalition-cms-client";
import type { Image } from "@/lib/types";
import { Picture } from "./Picture";

interface Properties {
  image: Image;
  caption?: string;
  layout?: string;
  priority?: boolean;
  edit?: EditAttributes;
}

const SIZES: Record<string, string> = {
  wide: "(min-width: 68rem) 64rem, calc(100vw - 2.5rem)",
  full: "100vw",
};

/** A picture with its caption and credit. */
export function Figure({ image, caption = image.caption, layout = "column", priority, edit }: Properties) {
  return (
    <figure className={`figure ${layout}`} {...edit}>
      <Picture image={image} sizes={SIZES[layout]} priority={priority} />
      {(caption || image.credit) && (
        <figcaption>
          {caption && <span>{caption}</span>} {image.credit && <span className="credit">{image.credit}</span>}
        </figcaption>
      )}
    </figure>
  );
}
