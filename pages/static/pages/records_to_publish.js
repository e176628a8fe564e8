/*
 * Keeps the ticks of the records that are published with a page.
 *
 * Each autosave replaces the list with one that shows the ticks as they were when the form was sent. What was ticked or
 * unticked in between would be lost.
 */
(() => {
  const boxes = "#pages-records-list input[type='checkbox']";

  /** Whether the editor ticked a record, by its key. */
  const chosen = new Map();

  document.addEventListener("change", ({ target }) => {
    if (target.matches(boxes)) chosen.set(target.value, target.checked);
  });

  new MutationObserver(() => {
    if (!chosen.size) return;
    for (const box of document.querySelectorAll(boxes)) {
      if (chosen.has(box.value)) box.checked = chosen.get(box.value);
    }
  }).observe(document.body, { childList: true, subtree: true });
})();
