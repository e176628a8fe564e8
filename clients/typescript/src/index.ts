export { cacheTags, sharedMaxAge } from "./cache-tags.js";
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
export { proxyFeed, type ProxyOptions } from "./feeds.js";
export type { Selected } from "./fields.js";
export { follow, type Followed, type FollowOptions } from "./follow.js";
export {
  imageAttributes,
  imageUrl,
  objectPosition,
  pictureAttributes,
  pictureSources,
  placeholderBackground,
  type BasicImage,
  type ImageAttributes,
  type ImageFormat,
  type ImageSource,
  type PictureAttributes,
} from "./images.js";
export { jsonLd } from "./json-ld.js";
export { isPage, type AnyPage, type BlockOf, type BlockType, type PageOf, type PageType } from "./pages.js";
export { resolvePath, type ResolveOptions } from "./resolve.js";
export type * from "./schema.js";
export { verifyWebhook, type VerifyOptions, type WebhookMessage } from "./webhooks.js";
