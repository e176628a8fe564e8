/*
 * Notices when the user is signed out or the CMS cannot be reached, and asks to sign in again without leaving the form.
 *
 * `coalitionCms.session.check()` resolves to "signed in", "signed out" or "unreachable". Signing in anywhere gives the
 * browser a new CSRF token, so each check puts the current token into the page. `signIn()` shows the sign-in form in a
 * dialog and resolves to whether the user is signed in.
 */
(() => {
  const { stateUrl, loginUrl } = document.currentScript.dataset;
  const SIGNED_OUT = "You are signed out. Sign in again: your text is kept.";
  /** While the dialog is open, milliseconds between two checks whether the user signed in elsewhere. */
  const CHECK_EVERY = 2000;

  function useToken(token) {
    for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) input.value = token;
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
  }

  async function check() {
    try {
      const signal = AbortSignal.timeout(10_000);
      const headers = { Accept: "application/json" };
      const response = await fetch(stateUrl, { headers, signal, redirect: "manual", cache: "no-store" });
      if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) return "signed out";
      if (!response.ok) return "unreachable";
      useToken((await response.json()).csrf_token);
      return "signed in";
    } catch {
      return "unreachable";
    }
  }

  /** Return the sign-in form of the page with this HTML, with its messages above it, or null if it has none. */
  function signInForm(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const form = page.querySelector("form:has(input[type='password'])");
    if (!form) return null;
    // Without Wagtail's scripts: the page they belong to would be left, or its buttons blocked.
    for (const element of form.querySelectorAll("[data-controller]")) element.removeAttribute("data-controller");
    const messages = page.querySelector(".messages ul");
    if (messages) form.prepend(messages);
    const adopted = document.adoptNode(form);
    adopted.classList.add("pages-sign-in__form");
    return adopted;
  }

  let dialog = null;
  let answer = null;

  function showForm(form) {
    const place = dialog.querySelector(".pages-sign-in__place");
    place.replaceChildren(...(form ? [form] : []));
    if (!form) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      submitForm(form);
    });
    form.querySelector("input:not([type='hidden'])")?.focus();
  }

  async function submitForm(form) {
    try {
      const options = { method: "POST", body: new FormData(form), redirect: "manual" };
      const response = await fetch(form.getAttribute("action") || loginUrl, options);
      if (response.type !== "opaqueredirect") showForm(signInForm(await response.text()));
    } catch {
      // The check below finds out whether the CMS can be reached.
    }
    await closeIfSignedIn();
  }

  async function closeIfSignedIn() {
    if ((await check()) === "signed in") dialog.close("signed in");
  }

  function build() {
    const element = document.createElement("dialog");
    element.className = "pages-sign-in";
    element.setAttribute("aria-labelledby", "pages-sign-in-title");
    element.innerHTML = `
      <h2 id="pages-sign-in-title"></h2>
      <div class="pages-sign-in__place"></div>
      <p><a target="_blank" rel="noopener">Sign in in another tab</a>, and come back to this one.</p>
      <form method="dialog"><button class="button button-secondary">Not now</button></form>`;
    element.querySelector("h2").textContent = SIGNED_OUT;
    element.querySelector("a").href = loginUrl;
    document.body.append(element);
    return element;
  }

  /** Ask the user to sign in. A second call while the dialog is open waits for the same answer. */
  function signIn() {
    answer ??= new Promise((resolve) => {
      dialog ??= build();
      const elsewhere = setInterval(closeIfSignedIn, CHECK_EVERY);
      dialog.addEventListener(
        "close",
        () => {
          clearInterval(elsewhere);
          answer = null;
          resolve(dialog.returnValue === "signed in");
        },
        { once: true },
      );
      dialog.returnValue = "";
      dialog.showModal();
      fetch(loginUrl)
        .then((response) => response.text())
        .then((html) => showForm(signInForm(html)))
        .catch(() => {});
    });
    return answer;
  }

  window.coalitionCms = { ...window.coalitionCms, session: { check, signIn, SIGNED_OUT } };
})();
