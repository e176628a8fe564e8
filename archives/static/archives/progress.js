/* Shows how far the archive of the site is, and the page anew when it is there. */
(() => {
  const shown = document.querySelector("[data-archives-progress]");
  if (!shown) return;
  const bar = shown.querySelector("progress");
  const said = shown.querySelector("[data-archives-said]");
  const EVERY = 1500;
  const PATIENCE = 60000;
  const LOST = "The connection was lost. Reload this page to see how far it is.";
  const started = Date.now();

  const look = async () => {
    const response = await fetch(shown.dataset.stateUrl, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.statusText);
    const state = await response.json();
    if (state.finished) {
      window.location.reload();
      return;
    }
    if (state.total) {
      bar.max = state.total;
      bar.value = state.done;
      said.textContent = `${state.done} of ${state.total}: ${state.step}`;
    } else if (!state.begun && Date.now() - started > PATIENCE) {
      said.textContent = "It has not begun yet. Ask whoever runs the CMS whether its worker runs.";
    }
    window.setTimeout(go, EVERY);
  };

  const go = () =>
    look().catch(() => {
      said.setAttribute("role", "alert");
      said.textContent = LOST;
    });

  go();
})();
