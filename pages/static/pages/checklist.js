/*
 * The checklist beside the buttons. Each line leads to its field; Escape and a click elsewhere close the list.
 *
 * click_to_edit.js finds the field by its content path and opens the tab and the panels that hide it. An address that ends
 * in "#field=summary", such as checklists elsewhere have, leads to the field as well.
 */
(() => {
  const openList = () => document.querySelector("details.pages-checklist[open]");

  document.addEventListener("click", ({ target }) => {
    const path = target.closest?.("[data-checklist-path]")?.dataset.checklistPath;
    if (path) document.dispatchEvent(new CustomEvent("coalition-cms:edit", { detail: path }));
  });

  window.addEventListener("load", () => {
    const path = new URLSearchParams(location.hash.slice(1)).get("field");
    if (path) document.dispatchEvent(new CustomEvent("coalition-cms:edit", { detail: path }));
  });

  document.addEventListener("pointerdown", ({ target }) => {
    const list = openList();
    if (list && !list.contains(target)) list.open = false;
  });

  document.addEventListener("keydown", (event) => {
    const list = openList();
    if (event.key !== "Escape" || !list || event.defaultPrevented) return;
    list.open = false;
    if (list.contains(document.activeElement)) list.querySelector("summary").focus();
  });
})();
