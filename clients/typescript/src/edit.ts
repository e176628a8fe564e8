/**
 * A preview beside the editor's form: it shows what is typed, a click on what an editor wrote puts the cursor into that
 * field of the form, where the cursor is in the form, the preview follows, and Wagtail's content checks look at it.
 */

/** The attribute that says where in the form the content of an element is edited. */
export const EDIT_ATTRIBUTE = "data-edit";

/** What a draft says of where its values are edited; a published page says nothing. */
export interface Editable {
  _edit?: Record<string, string>;
}

/** The attributes of an element that shows what an editor wrote; of a published page none. */
export interface EditAttributes {
  "data-edit"?: string;
}

/**
 * Return the attributes of an element that shows a value: `<h1 {...editAttributes(page, "/title")}>`.
 *
 * Of a published page there are none.
 *
 * @param pointer the place of the value in the answer (JSON Pointer, RFC 6901). Where the form has no field for exactly
 *   that, it is the nearest value around it.
 */
export function editAttributes(page: object, pointer: string): EditAttributes {
  const places = (page as Editable)._edit;
  if (!places) return {};
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const path = places[at];
    if (path !== undefined) return { [EDIT_ATTRIBUTE]: path };
  }
  return {};
}

/** What a preview can do beside listening. */
export interface EditorOptions {
  /**
   * Shows the draft as it is now in this very document; what it returns settles when that is shown. Without it, the
   * panel loads the preview anew after each change.
   */
  update?: () => void | Promise<void>;
  /**
   * Let Wagtail's content checks look at this preview, for the panel that counts words and finds faults. The script
   * comes from the CMS, so the content security policy of the preview has to allow its scripts and styles.
   */
  checks?: boolean;
}

/**
 * Connect the preview in this window with the editor's form around it. Call it in the browser, once the draft is shown:
 * the panel takes a preview from which it hears nothing for one that cannot be reached.
 *
 * A click on an element that carries `editAttributes` goes to the form instead of what it would do; with Ctrl or Command
 * it does what it would. The element whose field has the cursor gets the attribute `data-edit-current`.
 *
 * @param editor the origin of the CMS: `https://cms.example.org`. Nobody else is listened to or told anything.
 * @returns what ends the connection.
 */
export function connectEditor(editor: string, { update, checks = false }: EditorOptions = {}): () => void {
  if (window.parent === window) return () => {};
  const tell = (message: object) => window.parent.postMessage(message, editor);
  const tellReady = () => tell({ type: "coalition-cms:ready", updates: update !== undefined });

  function click(event: MouseEvent) {
    const element = event.target instanceof Element ? event.target.closest(`[${EDIT_ATTRIBUTE}]`) : null;
    if (!element || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    tell({ type: "coalition-cms:edit", path: element.getAttribute(EDIT_ATTRIBUTE) });
  }

  function focus(path: string) {
    document.querySelector("[data-edit-current]")?.removeAttribute("data-edit-current");
    const element = elementOf(path);
    element?.setAttribute("data-edit-current", "");
    if (element && !isInView(element)) showInTheMiddle(element);
  }

  async function showUpdate() {
    await update?.();
    tellReady();
    await window.wagtail?.userbar?.runAxe();
  }

  function listen(event: MessageEvent) {
    if (event.origin !== editor || event.source !== window.parent) return;
    const { type, path } = (event.data ?? {}) as { type?: unknown; path?: unknown };
    if (type === "coalition-cms:focus" && typeof path === "string") focus(path);
    if (type === "coalition-cms:update") void showUpdate();
  }

  document.addEventListener("click", click, true);
  window.addEventListener("message", listen);
  if (checks) loadOnce(`${editor}/previews/checks.js`);
  tellReady();
  return () => {
    document.removeEventListener("click", click, true);
    window.removeEventListener("message", listen);
  };
}

/**
 * Tell the editor's panel around this window that the preview has no draft to show any more: it opens another one.
 *
 * @param editor the origin of the CMS.
 */
export function reportPreviewOver(editor: string): void {
  if (window.parent !== window) window.parent.postMessage({ type: "coalition-cms:over" }, editor);
}

declare global {
  interface Window {
    /** What Wagtail's script for content checks offers. */
    wagtail?: { userbar?: { runAxe(): Promise<void> } };
  }
}

function loadOnce(src: string): void {
  if (document.querySelector(`script[src="${CSS.escape(src)}"]`)) return;
  const script = document.createElement("script");
  script.src = src;
  document.head.append(script);
}

function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= window.innerHeight;
}

/** Scroll this document alone: `scrollIntoView` would also end a scrolling of the form around it. */
function showInTheMiddle(element: Element): void {
  const { top, height } = element.getBoundingClientRect();
  window.scrollBy({ top: top - (window.innerHeight - height) / 2, behavior: "smooth" });
}

/** The element that shows a field, or what is shown nearest around it. */
function elementOf(path: string): Element | null {
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const element = document.querySelector(`[${EDIT_ATTRIBUTE}="${CSS.escape(at)}"]`);
    if (element) return element;
  }
  return null;
}
