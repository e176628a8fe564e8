/** The elements that public/enhancements.js defines. Without it they are empty. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";

type Custom = DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      /** When something begins for the visitor: `data-instant`, `data-offset` of the place, `data-locale`. */
      "local-time": Custom & { "data-instant": string; "data-offset": string; "data-locale": string };
      /** The sharing of the device: `data-title`, `data-url`. */
      "share-button": Custom & { "data-title": string; "data-url": string };
    }
  }
}
