/* What is pasted into a text from elsewhere is read by the desk, which knows what a story may hold:
   headings, quotes and tables become blocks, and what can't be kept is said. Where that fails the
   text takes what it can by itself. */
(() => {
  "use strict";

  const { pasteTo, pasteFailed, pasteClose } = document.currentScript.dataset;
  const OURS = /data-editor=|data-draftjs-conductor-fragment/;

  /* It stays in sight, wherever on the page the text is, until somebody has read it. */
  let place;
  const say = (text) => {
    if (!place) {
      place = document.createElement("div");
      place.className = "desk-said";
      place.setAttribute("role", "status");
      document.body.append(place);
    }
    const line = document.createElement("p");
    const words = document.createElement("span");
    words.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", pasteClose);
    close.addEventListener("click", () => line.remove());
    line.append(words, close);
    place.append(line);
  };

  const textAround = (target) => {
    const wrapper = target.closest?.("[data-draftail-editor-wrapper]");
    return wrapper?.parentNode.querySelector("input[type=hidden]")?.draftailEditor
      ? wrapper.parentNode.querySelector("input[type=hidden]")
      : null;
  };

  /* The body that a text is a paragraph of, and its place there. */
  const placeOf = (input) => {
    for (let around = input.parentElement; around; around = around.parentElement) {
      const root = around.rootBlock;
      if (!root?.children) continue;
      const index = root.children.findIndex((child) => child.element.contains(input));
      return root.children[index]?.type === "paragraph" ? { root, index } : null;
    }
    return null;
  };

  const ask = async (input, html, inStory) => {
    const state = input.draftailEditor.getEditorState();
    const selection = state.getSelection();
    const answer = await fetch(pasteTo, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "",
        "X-Requested-With": "XMLHttpRequest",
      },
      body: JSON.stringify({
        // Pictures that come along within are left out anyway.
        html: html.replace(/(["'])data:[^"']*\1/gi, "$1data:$1"),
        content: window.Draftail.serialiseEditorStateToRaw(state),
        start: [selection.getStartKey(), selection.getStartOffset()],
        end: [selection.getEndKey(), selection.getEndOffset()],
        in_story: inStory,
      }),
    });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  const write = (input, content, caret) => {
    const editor = input.draftailEditor;
    const before = editor.getEditorState();
    const States = before.constructor;
    const fresh = window.Draftail.createEditorStateFromRaw(content);
    let state = States.push(before, fresh.getCurrentContent(), "insert-fragment");
    if (caret) {
      const [anchorKey, anchorOffset] = caret;
      const place = { anchorKey, anchorOffset, focusKey: anchorKey, focusOffset: anchorOffset, isBackward: false };
      state = States.forceSelection(state, state.getSelection().merge(place));
    }
    editor.onChange(state);
  };

  /* By the text itself, as if this script were not there. */
  const leave = (target, html, plain) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", plain);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    event.isLeft = true;
    target.dispatchEvent(event);
  };

  const paste = async (input, target, html, plain) => {
    const body = placeOf(input);
    const before = input.draftailEditor.getEditorState().getCurrentContent();
    let answer;
    try {
      answer = await ask(input, html, Boolean(body));
      if (input.draftailEditor.getEditorState().getCurrentContent() !== before) throw new Error("changed");
    } catch {
      leave(target, html, plain);
      say(pasteFailed);
      return;
    }
    if (answer.content) write(input, answer.content, answer.caret);
    if (body) {
      const { root, index } = body;
      answer.blocks.forEach((block, number) => {
        const last = number === answer.blocks.length - 1;
        root.insert({ ...block, id: crypto.randomUUID() }, index + 1 + number, { focus: last });
      });
      if (!answer.content && answer.blocks.length) root.deleteBlock(index);
    }
    place?.replaceChildren();
    answer.said.forEach(say);
  };

  window.addEventListener(
    "paste",
    (event) => {
      const input = event.isLeft ? null : textAround(event.target);
      const html = event.clipboardData?.getData("text/html");
      if (!input || !html || OURS.test(html)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      paste(input, event.target, html, event.clipboardData.getData("text/plain"));
    },
    true,
  );
})();
