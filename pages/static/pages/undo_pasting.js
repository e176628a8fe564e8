/*
 * Takes back in one step what was pasted into a page's text as several blocks.
 *
 * Each rich text field undoes its own changes only. Right after pasting, and as long as nothing in the text has changed
 * since, Ctrl+Z (or Cmd+Z) removes the pasted blocks and brings back what they replaced. Afterwards it undoes what was
 * typed, as everywhere else.
 */
(() => {
  let last = null;

  function contentOf({ block, type }) {
    const editor = block.widget?.input?.draftailEditor;
    return [type, editor ? window.Draftail.serialiseEditorStateToRaw(editor.getEditorState()) : block.getValue()];
  }

  const contentsOf = (stream) => JSON.stringify(stream.children.map(contentOf));

  /** Call `takeBack` when the user undoes, unless the stream block changes before. */
  function remember(stream, takeBack) {
    last = { stream, takeBack, contents: contentsOf(stream) };
  }

  document.addEventListener(
    "keydown",
    (event) => {
      const undoes = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z";
      // Some blocks, such as tables, take no focus.
      const isHere = event.target === document.body || event.target.closest?.("[data-streamfield-stream-container]");
      if (!undoes || !last || !isHere) return;
      const { stream, takeBack, contents } = last;
      last = null;
      if (contentsOf(stream) !== contents) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      takeBack();
    },
    true,
  );

  window.coalitionCms = { ...window.coalitionCms, undoPasting: { remember } };
})();
