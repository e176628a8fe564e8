/*
 * Says why the CMS does not take the form any more: `coalitionCms.refusal()` resolves to a sentence, or to null if the
 * form could still be opened.
 *
 * Somebody else may delete what is edited, or take the permission away, while it is open in a form.
 */
(() => {
  const KEPT = "Your text is kept on this page: copy what you need before you leave it.";
  const WORDS = {
    403: `You may not change this any more. ${KEPT}`,
    404: `This no longer exists: somebody has deleted it. ${KEPT}`,
  };

  async function refusal() {
    const form = document.querySelector("[data-edit-form]");
    // Wagtail redirects other requests, and leaves a message for the next page.
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    const options = { method: "HEAD", headers, redirect: "manual", cache: "no-store" };
    const { status } = await fetch(form.action, options).catch(() => ({}));
    return WORDS[status] ?? null;
  }

  window.coalitionCms = { ...window.coalitionCms, refusal };
})();
