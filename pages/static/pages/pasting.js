/*
 * Pasting from Word, Google Docs and web pages keeps headings, lists, links, tables and quotations.
 *
 * The CMS converts what is on the clipboard (pages/editor/pasted.py). In the text of a page, the result becomes blocks after
 * the one with the cursor, which is split there; in any other rich text field it becomes paragraphs. A message names what
 * was left out. What is copied inside an editor is pasted by the editor itself, with everything that belongs to it.
 */
(() => {
  const { convertUrl } = document.currentScript.dataset;
  /** The elements that an editor takes, by the names of its styles, links and blocks. */
  const ELEMENTS = {
    BOLD: "b",
    ITALIC: "i",
    STRIKETHROUGH: "s",
    SUPERSCRIPT: "sup",
    SUBSCRIPT: "sub",
    LINK: "a",
    "unordered-list-item": "ul",
    "ordered-list-item": "ol",
  };
  const OWN = /data-draftail|data-draftjs|data-editor=|data-offset-key/;
  const FAILED = "The text could not be converted, so it was pasted without its formats.";

  /* The stream blocks on the page, which Wagtail does not make available. */

  const streams = [];
  const definition = window.wagtailStreamField?.blocks.StreamBlockDefinition;
  if (definition) {
    const { render } = definition.prototype;
    definition.prototype.render = function renderAndRemember(...options) {
      const stream = render.apply(this, options);
      streams.push(stream);
      return stream;
    };
  }

  /** Return the stream block and the position of the block that consists of a rich text input, or null. */
  function placeOf(input) {
    for (const stream of streams) {
      const index = stream.children.findIndex((child) => child.block.widget?.input === input);
      if (index >= 0) return { stream, index };
    }
    return null;
  }

  function say(type, text) {
    const detail = { clear: false, type, text };
    document.dispatchEvent(new CustomEvent("w-messages:add", { detail }));
  }

  /* Raw content of an editor (https://draftjs.org/docs/api-reference-data-conversion): blocks and entities. */

  const newId = () => window.coalitionCms.randomUuid();
  const newKey = () => Math.random().toString(36).slice(2, 7).padEnd(5, "0");

  /** Return the part of a block between two offsets. */
  function slice(block, start, end) {
    const cut = (ranges) =>
      ranges
        .map((range) => {
          const from = Math.max(range.offset, start);
          return { ...range, offset: from - start, length: Math.min(range.offset + range.length, end) - from };
        })
        .filter((range) => range.length > 0);
    return {
      ...block,
      text: block.text.slice(start, end),
      inlineStyleRanges: cut(block.inlineStyleRanges),
      entityRanges: cut(block.entityRanges),
    };
  }

  /** Return `after` appended to `before` as one block. */
  function join(before, after) {
    const shift = (range) => ({ ...range, offset: range.offset + before.text.length });
    return {
      ...before,
      type: before.text ? before.type : after.type,
      depth: before.text ? before.depth : after.depth,
      text: before.text + after.text,
      inlineStyleRanges: [...before.inlineStyleRanges, ...after.inlineStyleRanges.map(shift)],
      entityRanges: [...before.entityRanges, ...after.entityRanges.map(shift)],
    };
  }

  /** Return a copy of raw content with its own keys, whose entities are numbered from `first`. */
  function renumber(raw, first) {
    const names = Object.keys(raw.entityMap);
    const numbers = new Map(names.map((name, position) => [String(name), first + position]));
    return {
      entityMap: Object.fromEntries(names.map((name) => [numbers.get(name), raw.entityMap[name]])),
      blocks: raw.blocks.map((block) => ({
        ...block,
        key: newKey(),
        entityRanges: block.entityRanges.map((range) => ({ ...range, key: numbers.get(String(range.key)) })),
      })),
    };
  }

  /** Return the blocks of an editor before and after its selection. */
  function around(editor) {
    const state = editor.getEditorState();
    const raw = window.Draftail.serialiseEditorStateToRaw(state) ?? { blocks: [], entityMap: {} };
    const selection = state.getSelection();
    const start = raw.blocks.findIndex((block) => block.key === selection.getStartKey());
    const end = raw.blocks.findIndex((block) => block.key === selection.getEndKey());
    if (start < 0 || end < 0) return { before: raw.blocks, after: [], entityMap: raw.entityMap };
    const first = raw.blocks[start];
    const last = raw.blocks[end];
    return {
      before: [...raw.blocks.slice(0, start), slice(first, 0, selection.getStartOffset())],
      after: [{ ...slice(last, selection.getEndOffset(), last.text.length), key: newKey() }, ...raw.blocks.slice(end + 1)],
      entityMap: raw.entityMap,
    };
  }

  const isEmpty = (blocks) => blocks.every((block) => !block.text.trim() && block.type !== "atomic");

  /**
   * Return blocks with pasted ones between them, and where the pasted text ends. A single paragraph becomes part of the
   * line with the cursor.
   */
  function merge(before, pasted, after) {
    const blocks = [...before];
    const lines = [...pasted];
    if (lines.length && blocks.length && (lines.length === 1 || !blocks.at(-1).text)) {
      blocks.push(join(blocks.pop(), lines.shift()));
    }
    blocks.push(...lines);
    const cursor = { key: blocks.at(-1)?.key ?? "", offset: blocks.at(-1)?.text.length ?? 0 };
    const rest = [...after];
    if (rest.length && blocks.length && (pasted.length <= 1 || !rest[0].text)) blocks.push(join(blocks.pop(), rest.shift()));
    return { blocks: [...blocks, ...rest], cursor };
  }

  /** Replace the content of an editor in one step that can be undone, and put the cursor at the end of a block. */
  function replace(editor, raw, cursor) {
    const old = editor.getEditorState();
    const content = window.Draftail.createEditorStateFromRaw(raw).getCurrentContent();
    let state = old.constructor.push(old, content, "insert-fragment");
    const block = content.getBlockForKey(cursor.key) ?? content.getLastBlock();
    const selection = old.getSelection().merge({
      anchorKey: block.getKey(),
      anchorOffset: Math.min(cursor.offset, block.getLength()),
      focusKey: block.getKey(),
      focusOffset: Math.min(cursor.offset, block.getLength()),
      isBackward: false,
    });
    state = old.constructor.forceSelection(state, selection);
    editor.onChange(state);
  }

  function insertText(editor, pasted) {
    const { before, after, entityMap } = around(editor);
    const own = renumber(pasted, Object.keys(entityMap).length + 1000);
    const { blocks, cursor } = merge(before, own.blocks, after);
    replace(editor, { blocks, entityMap: { ...entityMap, ...own.entityMap } }, cursor);
  }

  /** Insert blocks after the one with the cursor, which keeps the text before the cursor. */
  async function insertBlocks(editor, place, blocks) {
    const { stream, index } = place;
    const { type, id } = stream.children[index];
    const original = window.Draftail.serialiseEditorStateToRaw(editor.getEditorState()) ?? plainText("");
    const others = new Set(stream.children.map((child) => child.id));
    const { before, after, entityMap } = around(editor);
    const pieces = [...blocks];
    let position = index + 1;
    const [first] = pieces;
    if (first.type === type) {
      pieces.shift();
      const own = renumber(JSON.parse(first.value), Object.keys(entityMap).length + 1000);
      const { blocks: text, cursor } = merge(before, own.blocks, []);
      replace(editor, { blocks: text, entityMap: { ...entityMap, ...own.entityMap } }, cursor);
    } else if (isEmpty(before)) {
      // No empty block in front of the text.
      position = index;
    } else {
      const last = before.at(-1);
      replace(editor, { blocks: before, entityMap }, { key: last.key, offset: last.text.length });
    }
    if (!isEmpty(after)) pieces.push({ type, value: JSON.stringify({ blocks: after, entityMap }) });
    for (const piece of pieces) {
      stream.insert({ ...piece, id: newId() }, position, {});
      position += 1;
      // Leaves the browser time to show the block, and to react.
      await new Promise((resolve) => setTimeout(resolve));
    }
    // The block with the cursor has moved behind the others, and what followed the cursor is in a block of its own.
    if (first.type !== type && isEmpty(before)) stream.deleteBlock(position);
    stream.children[position - 1]?.focus();
    window.coalitionCms.undoPasting.remember(stream, () => takeBack(stream, others, { type, id, index, original }));
  }

  /** Remove the blocks that were pasted, and give the block with the cursor its text again. */
  function takeBack(stream, others, { type, id, index, original }) {
    for (const child of [...stream.children]) {
      if (!others.has(child.id)) stream.deleteBlock(stream.children.indexOf(child));
    }
    const value = JSON.stringify(original);
    if (stream.children[index]?.id === id) replace(stream.children[index].block.widget.input.draftailEditor, original, {});
    else stream.insert({ type, value, id }, index, {});
    stream.children[index].focus();
  }

  /** Return plain text as raw content: empty lines separate paragraphs. */
  function plainText(text) {
    const paragraphs = text.replace(/\r\n?/g, "\n").trim().split(/\n[ \t\u00a0]*\n\s*/);
    const block = { type: "unstyled", depth: 0, inlineStyleRanges: [], entityRanges: [], data: {} };
    return { entityMap: {}, blocks: paragraphs.map((line) => ({ ...block, key: newKey(), text: line })) };
  }

  function allowedIn(editor) {
    const { inlineStyles = [], entityTypes = [], blockTypes = [] } = editor.props;
    return [...inlineStyles, ...entityTypes, ...blockTypes].map(({ type }) => ELEMENTS[type]).filter(Boolean);
  }

  async function convert(html, text, editor, asBlocks) {
    const body = new FormData();
    // Pictures inside the text and style sheets are long and not taken over.
    body.set("html", html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(src\s*=\s*["']?)data:[^"'\s>]*/gi, "$1data:,"));
    if (!html) body.set("text", text);
    body.set("allowed", allowedIn(editor).join(" "));
    if (asBlocks) body.set("as_blocks", "1");
    body.set("csrfmiddlewaretoken", document.querySelector("[name='csrfmiddlewaretoken']").value);
    const response = await fetch(convertUrl, { method: "POST", body, headers: { Accept: "application/json" } });
    return response.json();
  }

  async function paste(input, html, text) {
    const editor = input.draftailEditor;
    const place = placeOf(input);
    let answer = null;
    try {
      answer = await convert(html, text, editor, place !== null);
    } catch {
      insertText(editor, plainText(text));
      say("warning", FAILED);
      return;
    }
    if (answer.error) {
      say("error", answer.error);
      return;
    }
    if (place) {
      const known = answer.blocks.filter((block) => block.type in place.stream.blockDef.childBlockDefsByName);
      const isText = known.length === 1 && known[0].type === place.stream.children[place.index].type;
      if (isText) insertText(editor, JSON.parse(known[0].value));
      else if (known.length) await insertBlocks(editor, placeOf(input), known);
    } else {
      insertText(editor, JSON.parse(answer.rich_text));
    }
    if (answer.left_out.length) say("warning", `Pasted without: ${answer.left_out.join(", ")}.`);
  }

  document.addEventListener(
    "paste",
    (event) => {
      const wrapper = event.target.closest?.("[data-draftail-editor-wrapper]");
      const input = wrapper?.parentNode.querySelector("input[data-controller~='w-init'], input[type='hidden'], textarea");
      if (!input?.draftailEditor || !event.clipboardData) return;
      const html = event.clipboardData.getData("text/html");
      const text = event.clipboardData.getData("text/plain");
      if (OWN.test(html) || (!html && !/\n[ \t]*\r?\n/.test(text.trim()))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      paste(input, html, text);
    },
    true,
  );
})();
