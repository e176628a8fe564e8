import { imageUrl } from "coalition-cms-client";
import type { BasicImage } from "@/lib/types";

interface Properties {
  image: BasicImage;
  /** Beside the name it stands for. */
  decorative?: boolean;
}

/** A logo: small and whole, and with its transparent parts, which a placeholder would fill. */
export function Logo({ image, decorative }: Properties) {
  const src = imageUrl(image, 320, "webp") ?? image.src;
  if (!src) return null;
  return (
    <img
      src={src}
      alt={decorative ? "" : image.alt}
      width={image.width ?? undefined}
      height={image.height ?? undefined}
      className="whole"
      decoding="async"
    />
  );
}
