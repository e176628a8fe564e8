/*
 * Keeps what is typed in a chooser, and the place of the keyboard.
 *
 * Wagtail's modal windows take the focus once they have faded in or out, even from a field in which somebody types by
 * then, so that the rest of a name goes nowhere. When the chosen record replaces the button, the focus is on nothing.
 * When the CMS does not answer, they say nothing, block the button, or ask to report a number.
 */
(() => {
  const KEPT = "What you typed is kept.";
  const CLOSE = "Close without adding? What you typed here is not kept.";

  const { jQuery } = window;
  const { controllerOf, sentenceOf, session } = window.coalitionCms;
  const isVisible = (element) => element.isConnected && element.getClientRects().length > 0;

  /* The place of the keyboard. */

  /** The element from which the focus came. */
  let left = null;
  /** The last element outside windows that had the focus, and the chooser whose window was opened last. */
  let origin = null;
  let chooser = null;

  document.addEventListener(
    "focusin",
    ({ target, relatedTarget }) => {
      left = relatedTarget;
      if (!target.closest(".modal")) origin = target;
    },
    true,
  );

  document.addEventListener(
    "click",
    ({ target }) => {
      const button = target.closest?.("[data-chooser-action-choose]");
      // The menu of a chosen record may be anywhere in the document, but it names the record.
      const title = button?.getAttribute("aria-describedby") ?? "";
      if (button) chooser = button.closest(".chooser") ?? document.getElementById(title.replace(/-title$/, "-chooser"));
      else if (!target.closest?.(".modal")) chooser = null;
    },
    true,
  );

  /** Put the focus where a window was opened, or else on what replaced that button. */
  function goBack() {
    const buttons = chooser?.isConnected ? chooser.querySelectorAll("button, a[href]") : [];
    [origin, ...buttons].find((element) => element && element !== document.body && isVisible(element))?.focus();
  }

  jQuery(document).on("shown.bs.modal", ({ target }) => {
    if (document.activeElement === target && left && target.contains(left)) left.focus();
  });

  jQuery(document).on("hidden.bs.modal", ({ target }) => {
    const active = document.activeElement;
    const isNowhere = !active || active === document.body || target.contains(active) || !isVisible(active);
    if (isNowhere) goBack();
    // Wagtail took the focus back to the button from a field in which somebody types already.
    else if (left?.matches("input, textarea, select, [contenteditable]") && !target.contains(left) && isVisible(left)) left.focus();
  });

  /* What is typed in a window that is closed. */

  let isClosedByHand = false;

  function noticeClosing(event) {
    const isOutside = event.type === "click" && event.target.matches?.(".modal, [data-dismiss='modal'], [data-dismiss='modal'] *");
    if (!isOutside && event.key !== "Escape") return;
    isClosedByHand = true;
    setTimeout(() => (isClosedByHand = false));
  }

  for (const name of ["keydown", "keyup", "click"]) document.addEventListener(name, noticeClosing, true);

  jQuery(document).on("hide.bs.modal", (event) => {
    const fields = event.target.querySelectorAll(
      "[data-chooser-modal-creation-form] :is(input:not([type='hidden'], [type='checkbox']), textarea)",
    );
    const isTyped = [...fields].some((field) => field.value.trim() && field.value !== field.defaultValue);
    if (isClosedByHand && isTyped && !window.confirm(CLOSE)) event.preventDefault();
  });

  /* What the CMS does not answer. */

  const sentence = document.createElement("div");
  sentence.className = "help-block help-critical";
  sentence.setAttribute("role", "alert");

  function say(modal, text) {
    if (modal?.isConnected) {
      sentence.textContent = text;
      modal.querySelector(".modal-body").prepend(sentence);
      sentence.scrollIntoView({ block: "nearest" });
    } else {
      const detail = { clear: true, type: "error", text };
      document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
    }
  }

  /** Make a window usable again, or remove one that could not be opened. */
  function unblock(modal) {
    if (modal.matches(".in")) {
      // Wagtail's own message, at the end of the form.
      for (const message of modal.querySelectorAll("[role='tabpanel'] > .help-critical:last-child")) message.remove();
      for (const button of modal.querySelectorAll("[data-controller~='w-progress']")) controllerOf(button, "w-progress")?.deactivate();
    } else {
      jQuery(modal).modal("hide");
      modal.remove();
      goBack();
    }
  }

  jQuery(document).on("ajaxSend", () => sentence.remove());

  jQuery(document).on("ajaxError", async (event, request) => {
    const modal = document.querySelector("body > .modal");
    if (!modal || request.statusText === "abort") return;
    unblock(modal);
    say(modal, `${sentenceOf(request)} ${KEPT} Please try again.`);
    if ((await session.check()) !== "signed out") return;
    say(modal, session.SIGNED_OUT);
    if (await session.signIn()) say(modal, `You are signed in again. ${KEPT} Please try again.`);
  });
})();
