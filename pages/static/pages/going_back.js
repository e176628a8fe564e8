/*
 * Who comes back to a form with the browser's Back, or reloads it, does not overwrite what was saved meanwhile.
 *
 * The browser fills in what the form had when it was left, although the CMS sends a newer version. If all of that was
 * saved, the newer version is shown instead. If not, what was typed stays, and the CMS finds the conflict at the next
 * save, as between two windows.
 */
(() => {
  const key = () => `coalition-cms:left:${location.pathname}`;
  const formOf = () => document.querySelector("[data-edit-form]");
  const inputOf = (form) => form?.querySelector("input[name='loaded_revision_id']");
  const revisionOf = (form) => form?.dataset.wAutosaveRevisionIdValue || inputOf(form)?.value;

  let isSubmitted = false;

  addEventListener("submit", (event) => {
    if (event.target === formOf() && !event.defaultPrevented) isSubmitted = true;
  });

  addEventListener("pagehide", () => {
    const form = formOf();
    if (!revisionOf(form)) return;
    const unsaved = window.wagtail.app.getControllerForElementAndIdentifier(form, "w-unsaved");
    const isTyped = unsaved?.initialFormData !== undefined && unsaved.formData !== unsaved.initialFormData;
    const left = { revision: revisionOf(form), isTyped: Boolean(isTyped && !isSubmitted) };
    sessionStorage.setItem(key(), JSON.stringify(left));
  });

  document.addEventListener("DOMContentLoaded", () => {
    const form = formOf();
    const left = JSON.parse(sessionStorage.getItem(key()) ?? "null");
    const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
    if (isNew || !left || !revisionOf(form) || left.revision === revisionOf(form)) return;
    if (left.isTyped) inputOf(form).value = left.revision;
    // A page that is not reached by Back is not filled in. With the part after “#”, it would not be loaded again.
    else location.replace(`${location.pathname}${location.search}`);
  });
})();
