/*
 * Lets a text be longer than its field allows, so that nothing is cut while it is pasted, and counts instead.
 *
 * A browser cuts what is pasted at `maxlength` without a word. The server refuses what is too long.
 */
(() => {
  /** Show the number of characters from this part of the limit on. */
  const NEAR = 0.8;

  /** Return the length as the server counts it: in characters, with line breaks as forms send them. */
  const lengthOf = (text) => [...text.trim().replace(/\r?\n/g, "\r\n")].length;

  function count(field, limit, output) {
    const length = lengthOf(field.value);
    const excess = length - limit;
    output.hidden = length < NEAR * limit;
    output.classList.toggle("pages-count--over", excess > 0);
    if (excess > 0) output.textContent = `${excess} character${excess === 1 ? "" : "s"} too long`;
    else output.textContent = `${length} of ${limit} characters`;
  }

  function free({ target }) {
    if (!target.matches?.("input[maxlength], textarea[maxlength]")) return;
    const limit = target.maxLength;
    target.removeAttribute("maxlength");
    const output = document.createElement("output");
    output.className = "pages-count";
    target.after(output);
    target.addEventListener("input", () => count(target, limit, output));
    count(target, limit, output);
  }

  // Before anything can be typed, pasted or dropped; fields in dialogs and new rows as well.
  for (const type of ["focusin", "dragenter"]) document.addEventListener(type, free, true);
})();
