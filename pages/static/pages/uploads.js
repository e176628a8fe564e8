/*
 * Says in the forms for several files why one was not uploaded, or why what was typed about it was not saved.
 *
 * Wagtail asks to report a number, or says nothing.
 */
(() => {
  const { jQuery } = window;
  const { controllerOf, sentenceOf, session } = window.coalitionCms;
  const SIGNED_IN = "You are signed in again.";

  function say(text) {
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, type: "error", text } }));
  }

  /** Ask whoever is signed out to sign in, and return whether they did. */
  const signsIn = async () => (await session.check()) === "signed out" && session.signIn();

  // Before Wagtail's own handler, which fills in what is removed here.
  jQuery(document).on("fileuploadfail", "#fileupload", async (event, { context, jqXHR: request }) => {
    const [row] = context;
    row.querySelector(".server-error")?.remove();
    row.classList.add("upload-failure");
    const reason = row.querySelector(".error_messages");
    reason.textContent = `${sentenceOf(request)} ${request.status === 413 ? "Choose a smaller one." : "Choose the file again."}`;
    if (await signsIn()) reason.textContent = `${SIGNED_IN} Choose the file again.`;
  });

  jQuery(document).on("ajaxError", async (event, request, { url }) => {
    // An upload is reported in its row.
    if (url === jQuery("#fileupload").data("url")) return;
    for (const button of document.querySelectorAll("#upload-list [data-controller~='w-progress']")) controllerOf(button, "w-progress")?.deactivate();
    say(`${sentenceOf(request)} What you typed is kept. Please try again.`);
    if (await signsIn()) say(`${SIGNED_IN} What you typed is kept. Please try again.`);
  });
})();
