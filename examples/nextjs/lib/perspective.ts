/** What the lists and links of a page show while it is previewed. */
import { cache } from "react";

/**
 * Whose drafts this request shows in their places: those of the editor who has the token of a preview; nobody's where it
 * is empty. React gives every request an object of its own.
 */
export const perspective = cache(() => ({ token: "" }));
