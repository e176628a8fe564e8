/*
 * The preview beside the form: the messages to and from it, and the notices when it does not respond or has ended.
 *
 * Messages are {type, …}. The preview sends "coalition-cms:ready" ({updates}: whether it can show the changed draft
 * without being reloaded), "coalition-cms:over" (it has no draft to show) and "coalition-cms:edit" ({path}). It receives
 * "coalition-cms:update" and "coalition-cms:focus" ({path}). Messages are exchanged only with the preview's window, and
 * only if its origin is a frontend of this CMS. "edit" is dispatched as a document event, and "focus" is received as one,
 * so click_to_edit.js needs to handle neither windows nor origins.
 */
(() => {
  const frontends = JSON.parse(document.currentScript.dataset.frontends);
  /** Milliseconds within which a preview must report that it shows the draft. */
  const PATIENCE = 6000;
  /** Milliseconds that a website may take to begin to respond, for example because it compiles the page. */
  const LOADING_PATIENCE = 45000;
  /** Milliseconds for which Wagtail waits for a new preview to request the old scroll position. Not all previews do. */
  const SCROLL_PATIENCE = 500;

  /** The state reported by each preview: {origin, updates, checked} by window. */
  const previews = new WeakMap();
  /** The frames that have loaded a document, even an error page. */
  const loaded = new WeakSet();
  let silence = 0;
  let storing = Promise.resolve();
  /** Whether the preview has already been reloaded because it had no draft to show. */
  let retried = false;

  const panel = () => document.querySelector('[data-controller~="w-preview"]');
  const controller = () => window.wagtail.app.queryController("w-preview");
  const frame = () => document.querySelector("#w-preview-iframe");
  const preview = () => previews.get(frame()?.contentWindow);
  /** Tell whether the window belongs to the preview, or to the one that is loading to replace it. */
  const isPreview = (source) =>
    [...(panel()?.querySelectorAll("iframe") ?? [])].some(({ contentWindow }) => contentWindow && contentWindow === source);

  function send(message) {
    const known = preview();
    if (known) frame().contentWindow.postMessage(message, known.origin);
  }

  /** Show one of the notices, or none. */
  function notify(name) {
    for (const notice of panel().querySelectorAll("[data-preview-notice]")) {
      notice.hidden = notice.dataset.previewNotice !== name;
    }
  }

  function expectReady() {
    clearTimeout(silence);
    silence = setTimeout(() => {
      if (!isLoading()) return silent();
      notify("loading");
      silence = setTimeout(silent, LOADING_PATIENCE - PATIENCE);
    }, PATIENCE);
  }

  function silent() {
    clearTimeout(silence);
    previews.delete(frame()?.contentWindow);
    notify("silent");
  }

  /** Tell whether the website has not yet responded: even a connection that is refused loads an error page. */
  const isLoading = () => [...(panel()?.querySelectorAll("iframe") ?? [])].some((each) => !loaded.has(each));

  function ready(source, origin, updates) {
    clearTimeout(silence);
    retried = false;
    previews.set(source, { ...previews.get(source), origin, updates: updates === true });
    panel().dataset.previewConnected = "";
    notify(null);
  }

  /** Reload the preview after any load in progress has finished: Wagtail loads only one at a time. */
  async function reload() {
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
      // A preview can end while the editor is typing; reloading it opens a new one.
      retried = true;
      await reload();
    }
  }

  /** Store the draft with the same request that loads the preview, then ask the preview to show it. */
  async function update(url) {
    const response = await fetch(url, { redirect: "manual" });
    if (response.type === "opaqueredirect") {
      send({ type: "coalition-cms:update" });
    } else {
      await reload();
    }
  }

  /** Set the timeout on Wagtail's class: Stimulus uses a subclass, but Wagtail reads the value from its own class. */
  function limitScrollPatience() {
    let owner = controller().constructor;
    while (!Object.hasOwn(owner, "scrollRestoreTimeout")) owner = Object.getPrototypeOf(owner);
    owner.scrollRestoreTimeout = SCROLL_PATIENCE;
  }

  /**
   * Let one content check finish before the next one starts. Wagtail starts all checks that waited for another at once;
   * axe then refuses all but the first, and after a check that failed Wagtail never starts one again.
   */
  function checkOneAtATime() {
    const checker = controller();
    if (Object.hasOwn(checker, "runAxeChecks")) return;
    const check = checker.runAxeChecks.bind(checker);
    let last = Promise.resolve();
    // A check fails when its preview is replaced, whose own check follows.
    checker.runAxeChecks = () => (last = last.then(check).catch(() => {}));
  }

  // Wagtail has sent the form to the CMS and is about to reload the preview.
  addEventListener("w-preview:load", (event) => {
    limitScrollPatience();
    checkOneAtATime();
    expectReady();
    const url = controller().renderUrl;
    url.searchParams.set("in_preview_panel", "true");
    if (!preview()?.updates || frame().src !== url.href) return;
    event.preventDefault();
    // One after the other, so that the latest changes are stored last.
    storing = storing.then(() => update(url)).catch(() => {});
  });

  const markLoaded = ({ target }) => {
    loaded.add(target);
    const waits = panel()?.querySelector('[data-preview-notice="loading"]:not([hidden])');
    if (waits && isPreview(target.contentWindow)) expectReady();
  };
  document.addEventListener("load", markLoaded, { capture: true });

  // The loaded preview has replaced the old one, which is the one that Wagtail has just checked.
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

  document.addEventListener("coalition-cms:focus", ({ detail }) => send({ type: "coalition-cms:focus", path: detail }));

  addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest("[data-preview-again]")) return;
    retried = true;
    notify(null);
    const hanging = [...panel().querySelectorAll("iframe:not([id])")].filter((loading) => !loaded.has(loading));
    if (hanging.length > 0) {
      for (const loading of hanging) loading.remove();
      controller().finishUpdate();
    }
    reload();
  });
})();
