export { createClient, type CmsClient, type CmsOptions } from "./client.js";
export { iterate, type CursorPage } from "./cursor.js";
export {
  connectEditor,
  editAttributes,
  EDIT_ATTRIBUTE,
  reportPreviewOver,
  type Editable,
  type EditAttributes,
  type EditorOptions,
} from "./edit.js";
export { ApiError, unwrap } from "./errors.js";
export { follow, type Followed, type FollowOptions } from "./follow.js";
export {
  imageAttributes,
  imageUrl,
  objectPosition,
  pictureSources,
  placeholderBackground,
  type BasicImage,
  type ImageAttributes,
  type ImageFormat,
  type ImageSource,
} from "./images.js";
export { jsonLd } from "./json-ld.js";
export { isPage, type BlockOf, type BlockType, type PageOf, type PageType } from "./pages.js";
export { resolvePath, type ResolveOptions } from "./resolve.js";
export type * from "./schema.js";
