/* Goes on with an import, request by request, and shows how far it is. */
(() => {
  const shown = document.querySelector("[data-arrivals-progress]");
  if (!shown) return;
  const bar = shown.querySelector("progress");
  const said = shown.querySelector("[data-arrivals-said]");

  const LOST = "The connection was lost. Reload this page to go on.";
  const report = (sentence) => {
    said.setAttribute("role", "alert");
    said.textContent = sentence;
  };

  const step = async () => {
    const response = await fetch(shown.dataset.stepUrl, {
      method: "POST",
      headers: { "X-CSRFToken": window.wagtailConfig.CSRF_TOKEN, Accept: "application/json" },
    });
    const progress = await response.json();
    if (!response.ok) {
      report(progress.error ?? LOST);
      return;
    }
    if (progress.finished) {
      window.location.reload();
      return;
    }
    if (progress.counted) {
      bar.max = progress.total;
      bar.value = progress.written;
      said.textContent = `${progress.written} of ${progress.total}`;
    } else {
      said.textContent = `${progress.total} found so far`;
    }
    window.setTimeout(go, 100);
  };

  const go = () => step().catch(() => report(LOST));

  go();
})();
