/*
 * What is typed while a draft saves itself is saved and previewed too.
 *
 * Wagtail takes the form for saved as it is when the answer comes, not as it was when it was sent: what was typed in
 * between would be saved with the next change only, and be lost without one. And once a form is again as it was saved,
 * Wagtail does not tell the preview, which goes on showing what was typed before.
 */
(() => {
  const controllerOf = (name) => window.wagtail.app.queryController(name);

  /** The form as it was when the draft began to save itself, and when it was sent to be previewed. */
  let saving = null;
  let previewed = null;

  /** The form that was sent, with the values that the CMS gave new rows. */
  function savedForm(updates) {
    const form = new URLSearchParams(saving);
    for (const [name, value] of Object.entries(updates ?? {})) {
      if (form.has(name)) form.set(name, value);
    }
    return form.toString();
  }

  document.addEventListener("w-autosave:save", () => {
    saving = controllerOf("w-unsaved").formData;
  });

  document.addEventListener("w-autosave:success", ({ detail }) => {
    const unsaved = controllerOf("w-unsaved");
    const saved = savedForm(detail.response.field_updates);
    if (saved === unsaved.formData) return;
    unsaved.initialFormData = saved;
    unsaved.previousFormData = saved;
    unsaved.check();
  });

  document.addEventListener("w-preview:update", () => {
    previewed = controllerOf("w-unsaved").formData;
  });

  document.addEventListener("w-unsaved:clear", () => {
    if (previewed !== null && previewed !== controllerOf("w-unsaved").formData) controllerOf("w-preview")?.setStale();
  });
})();
