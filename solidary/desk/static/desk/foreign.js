/* Words in another language: they keep it while their story is edited, and a button in every text
   marks the chosen ones. A link stays a link, in a language. */
(() => {
  "use strict";
  const { React } = window;
  const OF_LINKS = "LINK";

  const Foreign = ({ contentState, entityKey, children }) => {
    const { lang, dir } = contentState.getEntity(entityKey).getData();
    return React.createElement(
      "span",
      { lang, dir, title: lang, className: "desk-foreign" },
      children,
    );
  };

  /* The stretches of a block between two places that are in one entity, or in none. */
  const stretches = (block, from, to) => {
    const found = [];
    for (let at = from; at < to; at += 1) {
      const key = block.getEntityAt(at);
      const last = found[found.length - 1];
      if (last && last.key === key) last.end = at + 1;
      else found.push({ key, start: at, end: at + 1 });
    }
    return found;
  };

  /* What is chosen, block by block; where nothing is, the marked words that the caret is in. */
  const chosen = (content, selection) => {
    const first = selection.getStartKey();
    if (selection.isCollapsed()) {
      const block = content.getBlockForKey(first);
      const at = selection.getStartOffset();
      return stretches(block, 0, block.getLength())
        .filter(({ key, start, end }) => key && start <= at && at <= end)
        .slice(0, 1)
        .map(({ start, end }) => [block, start, end]);
    }
    const last = selection.getEndKey();
    const blocks = content.getBlockMap().skipUntil((_, key) => key === first);
    return [...blocks.takeUntil((_, key) => key === last).toArray(), content.getBlockForKey(last)].map(
      (block) => [
        block,
        block.getKey() === first ? selection.getStartOffset() : 0,
        block.getKey() === last ? selection.getEndOffset() : block.getLength(),
      ],
    );
  };

  const marked = (editorState, lang, dir) => {
    const { EditorState, Modifier } = window.DraftJS;
    const selection = editorState.getSelection();
    let content = editorState.getCurrentContent();
    const mark = (block, key, start, end) => {
      const entity = key ? content.getEntity(key) : null;
      const link = entity?.getType() === OF_LINKS ? entity.getData() : null;
      if (entity && !link && entity.getType() !== "FOREIGN") return;
      const said = lang ? { lang, dir } : {};
      const { lang: _lang, dir: _dir, ...rest } = link ?? {};
      let fresh = null;
      if (link || lang) {
        content = content.createEntity(link ? OF_LINKS : "FOREIGN", "MUTABLE", { ...rest, ...said });
        fresh = content.getLastCreatedEntityKey();
      }
      const place = selection.merge({
        anchorKey: block.getKey(), anchorOffset: start,
        focusKey: block.getKey(), focusOffset: end, isBackward: false,
      });
      content = Modifier.applyEntity(content, place, fresh);
    };
    for (const [block, from, to] of chosen(content, selection)) {
      for (const { key, start, end } of stretches(block, from, to)) mark(block, key, start, end);
    }
    return EditorState.push(editorState, content, "apply-entity");
  };

  /* What language the chosen words have so far: that of their first letter. */
  const languageNow = (editorState) => {
    const content = editorState.getCurrentContent();
    const [first] = chosen(content, editorState.getSelection());
    const key = first && first[1] < first[2] ? first[0].getEntityAt(first[1]) : null;
    return (key && content.getEntity(key).getData().lang) || "";
  };

  const element = (tag, attributes = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...inside);
    return made;
  };

  const ask = ({ words, languages }, now, close) => {
    const none = element("option", { value: "", textContent: words.none });
    const named = languages.map(([code, name]) =>
      element("option", { value: code, textContent: name, lang: code }),
    );
    const select = element("select", { name: "language" }, none, ...named);
    select.value = now;
    const label = element("label", {}, element("span", { textContent: words.language }), select);
    const mark = element("button", { value: "mark", className: "button", textContent: words.mark });
    const leave = element("button", {
      value: "", className: "button button-secondary", textContent: words.cancel, formNoValidate: true,
    });
    const heading = element("h2", { textContent: words.title, id: "desk-language-title" });
    const form = element("form", { method: "dialog" }, heading, label, element("p", {}, mark, leave));
    const dialog = element("dialog", { className: "desk-language-dialog" }, form);
    dialog.setAttribute("aria-labelledby", heading.id);
    // A dialog in a form of the page would send that one.
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      close(dialog.returnValue === "mark" ? select.value : null);
    });
    dialog.showModal();
    select.focus();
    return dialog;
  };

  class Source extends React.Component {
    componentDidMount() {
      const { editorState, entityType, onClose, onComplete } = this.props;
      if (!chosen(editorState.getCurrentContent(), editorState.getSelection()).length) {
        onClose();
        return;
      }
      this.dialog = ask(entityType, languageNow(editorState), (lang) => {
        if (this.gone) return;
        if (lang === null) {
          onClose();
          return;
        }
        const [, , dir] = entityType.languages.find(([code]) => code === lang) ?? [];
        onComplete(marked(editorState, lang, dir));
      });
    }

    componentWillUnmount() {
      this.gone = true;
      if (this.dialog?.open) this.dialog.close();
    }

    render() {
      return null;
    }
  }

  window.draftail.registerPlugin(
    { type: "FOREIGN", source: Source, decorator: Foreign },
    "entityTypes",
  );
})();
