/*
 * Asks for a missing alternative text beside the chosen image, where it can be written at once.
 *
 * Image blocks have fields of their own for it. Who may not change an image is told so.
 */
(() => {
  const { urlPattern } = document.currentScript.dataset;
  const urlOf = (key) => urlPattern.replace("/0/", `/${key}/`);

  /** Return the hidden input of an image chooser, unless its block asks for the alternative text itself. */
  function inputOf(chooser) {
    const input = document.getElementById(chooser.id.replace(/-chooser$/, ""));
    const inBlock = input?.id.endsWith("-image") && document.getElementById(input.id.replace(/image$/, "alt_text"));
    return inBlock ? null : input;
  }

  const noticeOf = (input) => document.getElementById(`${input.id}-alternative-text`);

  async function send(url, options) {
    const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
    const response = await fetch(url, { headers, ...options });
    return response.json();
  }

  function build(input, chooser, mayChange) {
    const notice = document.createElement("fieldset");
    notice.id = `${input.id}-alternative-text`;
    notice.className = "pages-alternative-text";
    // The fields have no name and are not part of the page's form.
    notice.innerHTML = mayChange
      ? `<legend>This image has no alternative text</legend>
         <label>Describe it for people who cannot see it <input type="text" maxlength="255"></label>
         <label class="pages-alternative-text__decorative"><input type="checkbox"> It only decorates: people who cannot see it miss nothing</label>
         <p role="alert"></p>
         <button type="button" class="button button-small button-secondary">Save with the image</button>`
      : `<legend>This image has no alternative text</legend>
         <p>You may not change this image. Ask the person who uploaded it, or choose another one.</p>`;
    chooser.after(notice);
    notice.querySelector("button")?.addEventListener("click", () => save(input, notice));
    notice.querySelector('input[type="text"]')?.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      save(input, notice);
    });
  }

  async function save(input, notice) {
    const alert = notice.querySelector("[role='alert']");
    const alt = notice.querySelector('input[type="text"]').value.trim();
    const isDecorative = notice.querySelector('input[type="checkbox"]').checked;
    if (!alt && !isDecorative) {
      alert.textContent = "Write a text, or tick the box.";
      return;
    }
    const body = new FormData();
    body.set("alt", alt);
    if (isDecorative) body.set("decorative", "on");
    body.set("csrfmiddlewaretoken", document.querySelector("[name='csrfmiddlewaretoken']").value);
    try {
      const answer = await send(urlOf(input.value), { method: "POST", body });
      if (answer.error) {
        alert.textContent = answer.error;
        return;
      }
    } catch {
      alert.textContent = "It could not be saved. Please try again.";
      return;
    }
    notice.remove();
    // The checklist follows with the next save.
    window.coalitionCms.formController("w-autosave")?.save(new CustomEvent("coalition-cms:alternative-text"));
  }

  async function look(chooser) {
    const input = inputOf(chooser);
    if (!input || chooser.dataset.lookedAt === input.value) return;
    chooser.dataset.lookedAt = input.value;
    const key = input.value;
    noticeOf(input)?.remove();
    if (!/^\d+$/.test(key)) return;
    const answer = await send(urlOf(key)).catch(() => ({}));
    if (answer.missing && input.value === key && !noticeOf(input)) build(input, chooser, answer.may_change);
  }

  function lookAtAll() {
    for (const image of document.querySelectorAll("[data-edit-form] [data-chooser-image]")) {
      const chooser = image.closest(".chooser");
      if (chooser) look(chooser);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-edit-form]");
    if (!form) return;
    lookAtAll();
    // A chooser shows another image, or a row or a block with a chooser is added.
    new MutationObserver(lookAtAll).observe(form, {
      attributeFilter: ["src"],
      attributes: true,
      childList: true,
      subtree: true,
    });
  });
})();
