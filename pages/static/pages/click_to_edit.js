/*
 * Click to edit. The preview beside the form sends the content path of the clicked element ("venue_name",
 * "speakers.1.bio", "body.<block id>.caption"), and the form moves to that field. When a field of the form gets the
 * focus, the preview scrolls to its element.
 *
 * preview_panel.js exchanges these messages with the preview.
 */
(() => {
  /** Return the rows of a list in the order chosen by the editor, without deleted rows. */
  function rowsOf(relation) {
    const rows = [...document.querySelectorAll(`[data-inline-panel-child][id^="inline_child_${CSS.escape(relation)}-"]`)];
    const input = (row, name) => document.getElementsByName(`${row.id.slice("inline_child_".length)}-${name}`)[0];
    return rows
      .filter((row) => /-\d+$/.test(row.id) && !input(row, "DELETE")?.value)
      .sort((one, other) => Number(input(one, "ORDER")?.value ?? 0) - Number(input(other, "ORDER")?.value ?? 0));
  }

  const inside = (scope, name) => scope.querySelector(`[data-contentpath="${CSS.escape(name)}"]`);

  /** Return the form element for a content path, or else the nearest element that contains it. */
  function elementAt(path) {
    const [name, ...rest] = path.split(".");
    const fields = document.querySelectorAll(`[data-contentpath="${CSS.escape(name)}"]`);
    let element = [...fields].find((field) => !field.closest("[data-contentpath-disabled]"));
    if (!element) {
      const rows = rowsOf(name);
      const add = `#id_${CSS.escape(name)}-ADD, #id_${CSS.escape(name)}-OPEN_MODAL`;
      element = rows[Number(rest.shift() ?? 0)] ?? document.querySelector(add);
    }
    for (const part of rest) element = (element && inside(element, part)) ?? element;
    return element ?? null;
  }

  /** Open the tab and the panels that hide an element. */
  function reveal(element) {
    for (let parent = element; parent; parent = parent.parentElement) {
      if (parent.matches('[role="tabpanel"][hidden]')) {
        document.getElementById(parent.getAttribute("aria-labelledby"))?.click();
      }
      if (parent.matches("[data-panel]")) {
        parent.querySelector(':scope > .w-panel__header [data-panel-toggle][aria-expanded="false"]')?.click();
      }
    }
  }

  /** Call `act` once the element is visible: tabs and panels take a moment to open, and hidden elements cannot have focus. */
  function onceVisible(element, act, waited = 0) {
    if (element.checkVisibility()) act();
    else if (waited < 2000) setTimeout(() => onceVisible(element, act, waited + 50), 50);
  }

  function focusOn(target) {
    reveal(target);
    onceVisible(target, () => {
      // Without animation: when the preview scrolls too, the browser would cancel a scroll that is still running.
      target.scrollIntoView({ block: "center", behavior: "instant" });
      target.focus({ preventScroll: true });
    });
  }

  function goTo(path) {
    const element = elementAt(path);
    if (!element) return;
    const writable = 'input:not([type="hidden"]):not([type="file"]), textarea, select, [contenteditable="true"]';
    const target = element.querySelector(writable) ?? element.querySelector("button:not([data-panel-toggle])") ?? element;
    focusOn(target);
  }

  /** Return the content path of the field that contains an element of the form. */
  function pathOf(element) {
    const names = [];
    for (let field = element.closest("[data-contentpath]"); field; field = field.parentElement.closest("[data-contentpath]")) {
      names.unshift(field.dataset.contentpath);
      const row = field.closest("[data-inline-panel-child]");
      if (row) {
        const relation = row.id.slice("inline_child_".length).replace(/-\d+$/, "");
        return [relation, rowsOf(relation).indexOf(row), ...names].join(".");
      }
    }
    return names.join(".");
  }

  // Wagtail's links to a field, such as the hints, open its tab, but no panel that is folded.
  document.addEventListener("click", ({ target }) => {
    const selector = target.closest?.("[data-w-focus-target-value]")?.dataset.wFocusTargetValue;
    const field = selector && document.querySelector(selector);
    if (field && !field.checkVisibility()) focusOn(field);
  });

  document.addEventListener("coalition-cms:edit", ({ detail }) => goTo(detail));

  addEventListener("focusin", ({ target }) => {
    const path = target instanceof Element ? pathOf(target) : "";
    if (path) document.dispatchEvent(new CustomEvent("coalition-cms:focus", { detail: path }));
  });
})();
