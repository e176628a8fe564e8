/*
 * Submits the form only when nothing is on its way any more and the CMS will accept it.
 *
 * An autosave that is still running when the form is submitted would write a revision that the page shown next does not
 * know, and a form that is submitted after its session ended would be replaced by the sign-in page. So the form is held
 * until the editor's text has arrived in it, a running autosave has been answered, and the user is signed in. It stays on
 * the page if the CMS does not take a draft of it: the answer would be an error page instead of the text.
 */
(() => {
  /** Rich text reaches the form this many milliseconds after it was typed, and a little later on a slow machine. */
  const TYPING_SETTLES = 400;
  /** The longest wait for an autosave, in milliseconds. */
  const LONGEST_WAIT = 20_000;
  const MOST_SAVES = 3;
  const UNREACHABLE =
    "There is no connection to the CMS, so nothing was sent. Your text is kept on this page. Please try again.";
  const NOT_TAKEN = "The CMS could not save this, so nothing was sent. Your text is kept on this page. Please try again.";

  const { controllerOf, refusal, session } = window.coalitionCms;
  let form = null;

  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  let typedAt = -Infinity;
  /** Resolves when the running autosave is answered. */
  let saving = Promise.resolve();
  let isHeld = false;
  /** Whether the form is held for the save that precedes submitting; otherwise nothing is saved while it is held. */
  let isSavingDraft = false;
  let isReleased = false;
  let isLeaving = false;

  for (const name of ["input", "keydown", "paste", "drop", "cut"]) {
    document.addEventListener(name, () => (typedAt = performance.now()), true);
  }

  /** Return a promise that resolves when the next autosave is answered or fails. */
  function nextAnswer() {
    return new Promise((resolve) => {
      for (const name of ["success", "error"]) document.addEventListener(`w-autosave:${name}`, resolve, { once: true });
    });
  }

  async function settle() {
    await pause(Math.max(0, typedAt + TYPING_SETTLES - performance.now()));
    await Promise.race([saving, pause(LONGEST_WAIT)]);
  }

  /**
   * Save a draft of what is to be submitted, so that it is kept if publishing is refused, and return whether the CMS took
   * it or said what is wrong with it. Fields that follow others, such as the slug, may change while the draft is on its
   * way, so it is saved once more if it is outdated by then.
   */
  async function saveDraft() {
    for (let save = 0; save < MOST_SAVES; save += 1) {
      const unsaved = controllerOf(form, "w-unsaved");
      if (unsaved?.initialFormData === undefined || unsaved.formData === unsaved.initialFormData) return true;
      const autosave = controllerOf(form, "w-autosave");
      if (!autosave?.activeValue) return (await refusal()) === null;
      // It may start only after a save that was about to begin. Wagtail drops it if its trigger is that of the last one.
      const answered = nextAnswer();
      autosave.save(new CustomEvent("coalition-cms:submit"));
      const event = await Promise.race([answered, pause(LONGEST_WAIT)]);
      if (event?.type !== "w-autosave:success") return event?.detail.type !== "server_error";
    }
    return true;
  }

  /** Return whether the CMS takes the form. Before it is published or submitted for approval, a draft of it is saved. */
  async function takesDraft(submitter) {
    // Without a named button, this saves a draft itself, or Wagtail has put an action such as an approval into the form.
    if (!submitter?.name || submitter.name === "action-save-draft") return (await refusal()) === null;
    isSavingDraft = true;
    return saveDraft().finally(() => (isSavingDraft = false));
  }

  function say(text) {
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, type: "error", text } }));
  }

  /** Wait until the form can be submitted, and return whether it can. */
  async function mayGo(submitter) {
    await settle();
    let isTaken = await takesDraft(submitter);
    let state = await session.check();
    if (state === "signed out" && (await session.signIn())) state = "signed in";
    // Signing in anywhere gives the browser a new token, which the page has now.
    if (state === "signed in" && !isTaken) isTaken = await takesDraft(submitter);
    if (state === "unreachable") say(UNREACHABLE);
    if (state === "signed in" && !isTaken) say((await refusal()) ?? NOT_TAKEN);
    return state === "signed in" && isTaken;
  }

  function release(submitter) {
    // Wagtail disables the button while the form is submitted, and a disabled button is not part of what is sent.
    const wasDisabled = submitter?.disabled;
    if (wasDisabled) submitter.disabled = false;
    isReleased = true;
    isLeaving = true;
    form.requestSubmit(submitter);
    isReleased = false;
    if (wasDisabled) submitter.disabled = true;
    // If the browser stays on the page after all, autosave goes on.
    setTimeout(() => (isLeaving = false), LONGEST_WAIT);
  }

  document.addEventListener(
    "submit",
    async (event) => {
      if (!event.target.matches("[data-edit-form]") || isReleased) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isHeld) return;
      isHeld = true;
      const { submitter } = event;
      const goes = await mayGo(submitter).catch(() => true);
      isHeld = false;
      if (goes) {
        release(submitter);
        return;
      }
      if (submitter) controllerOf(submitter, "w-progress")?.deactivate();
      // What autosave was not allowed to save meanwhile.
      if (controllerOf(form, "w-unsaved")?.hasEditsValue) {
        controllerOf(form, "w-autosave")?.save(new CustomEvent("coalition-cms:held"));
      }
    },
    true,
  );

  document.addEventListener("DOMContentLoaded", () => {
    form = document.querySelector("[data-edit-form]");
    // Wagtail submits the form without an event after a dialog, for example with a comment on an approval.
    if (form) form.submit = () => form.requestSubmit();
  });

  // In the capture phase, before the form data that is sent is remembered.
  document.addEventListener(
    "w-autosave:save",
    (event) => {
      if (isLeaving || (isHeld && !isSavingDraft)) {
        event.preventDefault();
        // Nor does anybody say that it is being saved.
        event.stopImmediatePropagation();
        return;
      }
      saving = nextAnswer();
    },
    true,
  );

  // The browser brought the page back as it was left.
  addEventListener("pageshow", () => (isLeaving = false));
})();
