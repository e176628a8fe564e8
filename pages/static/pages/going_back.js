/*
 * Who comes back to a form with the browser's Back, or reloads it, goes on with what they typed and overwrites nobody.
 *
 * The browser fills in what the form had when it was left, although the CMS sends the version that was saved last. If
 * all of that was saved, the newest version is shown instead, and nothing is saved again. If not, what was typed stays
 * and is saved, unless somebody else saved meanwhile: then the CMS finds the conflict, as between two windows.
 */
(() => {
  const { formController, unsavedChanges } = window.coalitionCms;
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
    if (!form) return;
    // A page that was never saved has no revision.
    const revision = revisionOf(form) ?? "";
    const left = { revision, isTyped: unsavedChanges.isUnsaved(), isSubmitted };
    sessionStorage.setItem(key(), JSON.stringify(left));
  });

  document.addEventListener("DOMContentLoaded", () => {
    const form = formOf();
    const left = JSON.parse(sessionStorage.getItem(key()) ?? "null");
    sessionStorage.removeItem(key());
    const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
    if (isNew || !form) return;
    const isNewest = !left || left.revision === (revisionOf(form) ?? "");
    // Without a note of how the page was left, as after a crash, the browser may have filled in anything.
    const isTyped = !left || (left.isTyped && (isNewest || !left.isSubmitted));
    if (isTyped) unsavedChanges.markTyped();
    if (isNewest) return;
    if (isTyped) inputOf(form).value = left.revision;
    // A page that is not reached by Back is not filled in. With the part after “#”, it would not be loaded again.
    else location.replace(`${location.pathname}${location.search}`);
  });

  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted || !formOf()) return;
    // The browser brought the page back as it was left.
    isSubmitted = false;
    const unsaved = formController("w-unsaved");
    if (unsavedChanges.isUnsaved()) unsaved.confirmationValue = true;
    else location.reload();
  });
})();
