/*
 * The preview beside the form: what it says, what it is told, and what an editor is told when it is silent.
 *
 * Messages are {type, …}. From the preview come "coalition-cms:ready" ({updates}: whether it can show the draft as it is
 * now by itself), "coalition-cms:over" (it has no draft to show) and "coalition-cms:edit" ({path}); "coalition-cms:update"
 * and "coalition-cms:focus" ({path}) go there. They are exchanged with the preview's own window and the frontends of this
 * CMS only. "edit" comes out here as an event of the document, and "focus" goes in as one: click_to_edit.js knows neither
 * windows nor origins.
 */
(() => {
  const frontends = JSON.parse(document.currentScript.dataset.frontends);
  /** Milliseconds in which a preview has to say that it shows the draft. */
  const PATIENCE = 6000;
  /** Milliseconds for which Wagtail waits for a new preview to ask where the old one was scrolled. Not all do. */
  const SCROLL_PATIENCE = 500;

  /** What the previews have said: {origin, updates, checked} by the window that said it. */
  const previews = new WeakMap();
  /** The frames that have loaded something, be it an error. */
  const loaded = new WeakSet();
  let silence = 0;
  let storing = Promise.resolve();
  /** Whether the preview was already loaded anew because it had no draft to show. */
  let retried = false;

  const panel = () => document.querySelector('[data-controller~="w-preview"]');
  const controller = () => window.wagtail.app.queryController("w-preview");
  const frame = () => document.querySelector("#w-preview-iframe");
  const preview = () => previews.get(frame()?.contentWindow);
  /** The window is that of the preview, or of the one that is loaded to take its place. */
  const isPreview = (source) =>
    [...(panel()?.querySelectorAll("iframe") ?? [])].some(({ contentWindow }) => contentWindow && contentWindow === source);

  function tell(message) {
    const known = preview();
    if (known) frame().contentWindow.postMessage(message, known.origin);
  }

  /** Show one of the notices, or none. */
  function notify(name) {
    for (const notice of panel().querySelectorAll("[data-preview-notice]")) {
      notice.hidden = notice.dataset.previewNotice !== name;
    }
  }

  function expectAnswer() {
    clearTimeout(silence);
    silence = setTimeout(() => {
      previews.delete(frame()?.contentWindow);
      notify("silent");
    }, PATIENCE);
  }

  function ready(source, origin, updates) {
    clearTimeout(silence);
    retried = false;
    previews.set(source, { ...previews.get(source), origin, updates: updates === true });
    panel().dataset.previewConnected = "";
    notify(null);
  }

  /** Load the preview anew, once the one that is loading has taken its place: Wagtail takes no two at once. */
  async function loadAnew() {
    await controller().reloadPromise;
    previews.delete(frame().contentWindow);
    controller().setPreviewData();
  }

  async function over(source) {
    clearTimeout(silence);
    previews.delete(source);
    if (retried) {
      await controller().reloadPromise;
      notify("over");
    } else {
      // A preview ends while somebody writes, and the next one begins when it is loaded.
      retried = true;
      await loadAnew();
    }
  }

  /** Have the draft stored, as loading the preview does, and the preview show it. */
  async function update(address) {
    const answer = await fetch(address, { redirect: "manual" });
    if (answer.type === "opaqueredirect") {
      tell({ type: "coalition-cms:update" });
    } else {
      await loadAnew();
    }
  }

  /** Stimulus derives a class from that of Wagtail, which is the one that is asked. */
  function limitScrollPatience() {
    let owner = controller().constructor;
    while (!Object.hasOwn(owner, "scrollRestoreTimeout")) owner = Object.getPrototypeOf(owner);
    owner.scrollRestoreTimeout = SCROLL_PATIENCE;
  }

  // Wagtail has sent the form to the CMS and is about to load the preview anew.
  addEventListener("w-preview:load", (event) => {
    limitScrollPatience();
    expectAnswer();
    const address = controller().renderUrl;
    address.searchParams.set("in_preview_panel", "true");
    if (!preview()?.updates || frame().src !== address.href) return;
    event.preventDefault();
    // In their order, so that what was typed last is stored last.
    storing = storing.then(() => update(address)).catch(() => {});
  });

  document.addEventListener("load", ({ target }) => loaded.add(target), { capture: true });

  // The preview that was loaded is now the one that is shown: what Wagtail checked before was the other one.
  addEventListener("w-preview:loaded", () => {
    if (preview()?.checked) controller().runChecks();
  });

  addEventListener("message", ({ data, origin, source }) => {
    if (!data || !frontends.includes(origin) || !isPreview(source)) return;
    if (data.wagtail?.type === "w-userbar:axe-ready") previews.set(source, { ...previews.get(source), origin, checked: true });
    if (data.type === "coalition-cms:ready") ready(source, origin, data.updates);
    if (data.type === "coalition-cms:over") over(source);
    if (data.type === "coalition-cms:edit" && typeof data.path === "string") {
      document.dispatchEvent(new CustomEvent(data.type, { detail: data.path }));
    }
  });

  document.addEventListener("coalition-cms:focus", ({ detail }) => tell({ type: "coalition-cms:focus", path: detail }));

  addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest("[data-preview-again]")) return;
    retried = true;
    notify(null);
    const hanging = [...panel().querySelectorAll("iframe:not([id])")].filter((loading) => !loaded.has(loading));
    if (hanging.length > 0) {
      for (const loading of hanging) loading.remove();
      controller().finishUpdate();
    }
    loadAnew();
  });
})();
