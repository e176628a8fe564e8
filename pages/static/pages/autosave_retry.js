/*
 * Says in human words why autosave pauses, and saves again as soon as that is possible.
 *
 * Wagtail gives up after a few attempts without a connection, and at once after any other failure, such as a server that
 * restarts or a session that ended.
 */
(() => {
  const WORDS = {
    network_error: "No connection to the CMS. Your text is kept on this page and saved when the connection is back.",
    server_error: "The CMS could not save just now. Your text is kept on this page and saved as soon as that works.",
  };
  /** The longest pause between two attempts, in milliseconds. */
  const LONGEST_PAUSE = 15_000;

  const { formController, refusal, session } = window.coalitionCms;

  let failures = 0;
  let timer = null;
  let hasAsked = false;

  /** Show a reason in the indicator beside the title. */
  function explain(text) {
    document.dispatchEvent(new CustomEvent("w-autosave:error", { detail: { type: "signed_out", text } }));
  }

  async function retry() {
    timer = null;
    const state = await session.check();
    if (state === "signed out") {
      explain(session.SIGNED_OUT);
      // Whoever closes the dialog wants to go on writing; submitting the form asks once more.
      if (!hasAsked) {
        hasAsked = true;
        if (await session.signIn()) return retry();
      }
    }
    // The first attempt fails most often because of the session.
    const refused = state === "signed in" && failures > 1 ? await refusal() : null;
    if (refused) {
      explain(refused);
    } else if (state === "signed in" && formController("w-unsaved")?.hasEditsValue) {
      hasAsked = false;
      formController("w-autosave")?.save(new CustomEvent("coalition-cms:retry"));
    } else if (state !== "signed in") {
      retryLater();
    }
  }

  function retryLater() {
    failures += 1;
    timer ??= setTimeout(retry, Math.min(1000 * 2 ** (failures - 1), LONGEST_PAUSE));
  }

  function retryNow() {
    if (timer === null) return;
    clearTimeout(timer);
    retry();
  }

  // In the capture phase, so that the words are there when Wagtail shows them.
  document.addEventListener(
    "w-autosave:error",
    ({ detail }) => {
      if (!(detail.type in WORDS)) return;
      detail.text = WORDS[detail.type];
      // Later attempts check first whether the CMS can be reached.
      if (failures === 0 && detail.type === "server_error") retryFirst();
      else retryLater();
    },
    true,
  );

  /** The first attempt follows at once: most often, the session ended or its token changed. */
  function retryFirst() {
    failures = 1;
    timer ??= setTimeout(retry, 0);
  }

  document.addEventListener("w-autosave:success", () => {
    failures = 0;
    clearTimeout(timer);
    timer = null;
  });

  addEventListener("online", retryNow);
})();
