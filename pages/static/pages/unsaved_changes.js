/*
 * Sees every change that is typed: as soon as the form is there, while a draft is being autosaved, after publishing was
 * refused, and when the answer to an autosave is lost.
 *
 * Wagtail takes the form as it is two seconds after loading for unchanged, and, when an autosave is answered, the form
 * as it is then. What was typed in between would only be saved with the next change, or be lost without one. After
 * publishing was refused, it saves once and then no longer looks for changes. And if the form returns to its saved
 * state, it does not update the preview, which keeps showing the undone changes, and still says that autosave is paused
 * if a change between could not be saved.
 */
(() => {
  const { controllerOf, formController, randomUuid } = window.coalitionCms;

  /* What is typed before Wagtail looks for changes. */

  /** The form data before the first change by the user, and whether there was a change. */
  let early = null;
  let hasTyped = false;

  const isByUser = (event) => event.isTrusted || event.target === document.activeElement;

  function remember(event) {
    if (isByUser(event)) early ??= formController("w-unsaved")?.formData ?? "";
  }

  function noticeTyping(event) {
    remember(event);
    if (isByUser(event)) hasTyped = true;
  }

  const BEFORE = ["focusin", "pointerdown"];
  const CHANGES = ["keydown", "beforeinput", "input", "change", "click", "paste", "cut", "drop"];
  for (const name of BEFORE) document.addEventListener(name, remember, true);
  for (const name of CHANGES) document.addEventListener(name, noticeTyping, true);

  /** Take the form for changed, because the browser brought back in it what was typed and not saved. */
  function markTyped() {
    early = "";
    hasTyped = true;
  }

  /** Tell whether something is typed that is not saved. Wagtail notices a change half a second later. */
  function isUnsaved() {
    const unsaved = formController("w-unsaved");
    if (!unsaved) return false;
    return (unsaved.initialFormData ?? (hasTyped ? early : unsaved.formData)) !== unsaved.formData;
  }

  let isSavedOnce = false;

  // Wagtail sends this event, and forgets what changed before, each time that the form is moved in the document.
  document.addEventListener("w-unsaved:watch-edits", () => {
    const unsaved = formController("w-unsaved");
    if (isSavedOnce || !unsaved) return;
    if (unsaved.forceValue) unsaved.notify();
    if (!hasTyped || early === unsaved.formData) return;
    unsaved.initialFormData = unsaved.previousFormData = early || "before the first change";
    unsaved.check();
  });

  document.addEventListener("w-autosave:save", () => (isSavedOnce = true));

  /* A form that is shown again because publishing was refused. */

  // Each time that Wagtail moves the form in the document, its controller starts again.
  document.addEventListener("w-unsaved:ready", () => {
    const unsaved = formController("w-unsaved");
    if (!unsaved?.forceValue || unsaved.checkInterval) return;
    // Wagtail starts to look for changes only if the form counts as unchanged.
    unsaved.forceValue = false;
    unsaved.checkIntervalValueChanged(unsaved.checkIntervalValue);
    unsaved.forceValue = true;
  });

  /* What is typed while a draft is being saved. */

  const formKey = randomUuid();
  /** The form data of saves without an answer, by key. */
  const unanswered = new Map();
  let saveKey = null;
  let previewed = null;

  /** Return the form data that was sent, updated with the values that the CMS assigned to new rows. */
  function savedForm(sent, updates) {
    const saved = new URLSearchParams(sent);
    for (const [name, value] of Object.entries(updates ?? {})) {
      if (saved.has(name)) saved.set(name, value);
    }
    return saved.toString();
  }

  document.addEventListener("w-autosave:save", (event) => {
    if (event.defaultPrevented) return;
    const { formData } = event.detail;
    formData.set("form_key", formKey);
    for (const key of unanswered.keys()) formData.append("unanswered", key);
    saveKey = randomUuid();
    formData.set("save_key", saveKey);
    unanswered.set(saveKey, formController("w-unsaved").formData);
  });

  document.addEventListener("w-autosave:success", ({ detail }) => {
    const { answered_save: lost, field_updates: updates } = detail.response;
    const sent = unanswered.get(lost ?? saveKey);
    unanswered.clear();
    const unsaved = formController("w-unsaved");
    if (sent === undefined) return;
    const saved = savedForm(sent, updates);
    if (saved === unsaved.formData) return;
    unsaved.initialFormData = saved;
    unsaved.previousFormData = saved;
    unsaved.check();
  });

  document.addEventListener("w-autosave:error", ({ detail }) => {
    // With an answer, nothing was saved.
    if (detail.response) unanswered.delete(saveKey);
  });

  addEventListener(
    "beforeunload",
    () => {
      if (isUnsaved()) formController("w-unsaved").hasEditsValue = true;
    },
    true,
  );

  /** Take “Autosave is paused” back when there is nothing to save any more, unless another version was saved. */
  function endPause() {
    const indicator = controllerOf(document.querySelector("#w-autosave-indicator"), "w-autosave");
    if (indicator?.stateValue === "paused" && formController("w-autosave")?.activeValue) {
      indicator.updateIndicator(new CustomEvent("coalition-cms:nothing-to-save"));
    }
  }

  document.addEventListener("w-preview:update", () => {
    previewed = formController("w-unsaved").formData;
  });

  document.addEventListener("w-unsaved:clear", () => {
    const preview = window.wagtail.app.queryController("w-preview");
    if (previewed !== null && previewed !== formController("w-unsaved").formData) preview?.setStale();
    endPause();
  });

  window.coalitionCms = { ...window.coalitionCms, unsavedChanges: { isUnsaved, markTyped } };
})();
