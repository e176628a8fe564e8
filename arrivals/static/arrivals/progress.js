/* Goes on with an import, request by request, and shows how far it is. */
(() => {
  const shown = document.querySelector("[data-arrivals-progress]");
  if (!shown) return;
  const bar = shown.querySelector("progress");
  const said = shown.querySelector("[data-arrivals-said]");

  const step = async () => {
    const response = await fetch(shown.dataset.stepUrl, {
      method: "POST",
      headers: { "X-CSRFToken": window.wagtailConfig.CSRF_TOKEN, Accept: "application/json" },
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const progress = await response.json();
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
    window.setTimeout(step, 100);
  };

  step().catch(() => {
    said.setAttribute("role", "alert");
    said.textContent = "The connection was lost. Reload this page to go on.";
  });
})();
