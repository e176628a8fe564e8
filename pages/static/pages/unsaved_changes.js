/*
 * Saves and previews changes that are typed while a draft is being autosaved.
 *
 * When the response to an autosave arrives, Wagtail treats the current form as saved, not the form that was sent.
 * Changes typed in between would only be saved with the next change, or be lost without one. And if the form returns to
 * its saved state, Wagtail does not update the preview, which keeps showing the undone changes.
 */
(() => {
  const controllerOf = (name) => window.wagtail.app.queryController(name);

  /** The form data when the autosave started, and when it was last sent to the preview. */
  let saving = null;
  let previewed = null;

  /** Return the form data that was sent, updated with the values that the CMS assigned to new rows. */
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
