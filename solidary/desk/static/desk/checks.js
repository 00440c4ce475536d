/* What is found in a story is asked again while it is written; each line leads to its field. */
(() => {
  "use strict";

  const PAUSE = 1200;
  const CHANGES = ["input", "change", "click", "keyup", "drop", "w-autosave:success"];
  const lists = () => document.querySelectorAll("[data-checks]");
  const form = () => document.querySelector("#w-editor-form");
  let due = 0;
  let asked = "";
  let asking = false;

  /* Files stay here: nothing that is found depends on what is in them. */
  const written = () => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form())) if (typeof value === "string") fields.append(name, value);
    return fields;
  };

  const show = (html, count) => {
    for (const list of lists()) {
      if (list.innerHTML === html) continue;
      const held = [...list.querySelectorAll("button, a")].indexOf(document.activeElement);
      list.innerHTML = html;
      if (held >= 0) (list.querySelectorAll("button, a")[held] ?? list.querySelector("button"))?.focus();
    }
    const counter = document.querySelector('[data-side-panel-toggle="story-checks"] [data-side-panel-toggle-counter]');
    if (!counter) return;
    counter.textContent = count;
    counter.hidden = count === "0";
  };

  const ask = async ({ again = false } = {}) => {
    const address = document.querySelector('[data-checks]:not([data-checks=""])')?.dataset.checks;
    if (!address || !form()) return;
    if (asking) return later();
    const fields = written();
    const said = address + fields;
    if (said === asked && !again) return;
    asking = true;
    try {
      const answer = await fetch(address, { method: "POST", body: fields, credentials: "same-origin" });
      if (answer.ok && !answer.redirected) {
        asked = said;
        const found = document.createElement("div");
        found.innerHTML = await answer.text();
        const count = found.querySelector("[data-checks-found]")?.dataset.checksFound;
        if (count !== undefined) show(found.innerHTML, count);
      }
    } catch {
      /* The next change asks again. */
    } finally {
      asking = false;
    }
  };

  const later = () => {
    clearTimeout(due);
    due = setTimeout(ask, PAUSE);
  };

  /* Opens what a field is hidden in: a tab, a folded panel or block. */
  const uncover = (field) => {
    const tab = field.closest('[role="tabpanel"]');
    if (tab?.hidden) document.querySelector(`[role="tab"][aria-controls="${tab.id}"], [role="tab"][href="#${tab.id}"]`)?.click();
    for (let around = field; around; around = around.parentElement) {
      const fold = around.matches("[data-panel]") && around.querySelector("[data-panel-toggle]");
      if (fold && fold.getAttribute("aria-expanded") === "false") fold.click();
    }
  };

  const fieldOf = (place, block) =>
    (block && form().querySelector(`[data-contentpath="${CSS.escape(block)}"]`)) ||
    form().querySelector(`[data-contentpath="${CSS.escape(place)}"]`) ||
    document.querySelector(`[id^="id_${CSS.escape(place)}"]:not([type="hidden"])`) ||
    document.querySelector(`[id^="id_${CSS.escape(place)}"]`)?.closest("section");

  const goTo = (line) => {
    const field = fieldOf(line.dataset.checkPlace, line.dataset.checkBlock);
    if (!field) return;
    const toggle = line.closest(".w-dropdown")?.querySelector("[aria-expanded=true]");
    toggle?.click();
    /* On a narrow screen the panel lies over the form. */
    const side = line.closest("[data-form-side]");
    if (side && side.getBoundingClientRect().width > window.innerWidth * 0.75) document.querySelector('[data-side-panel-toggle="story-checks"]').click();
    uncover(field);
    const content = field.querySelector("[data-streamfield-child] [data-panel] > .w-panel__content, .w-panel__content") ?? field;
    const inputs = [...content.querySelectorAll('input:not([type="hidden"]), textarea, select, [contenteditable="true"], button')];
    const shown = (each) => each.getClientRects().length > 0;
    const target = field.matches("input, textarea, select") ? field : inputs.find(shown);
    field.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
  };

  const start = () => {
    if (!lists().length || !form()) return;
    for (const change of CHANGES) document.addEventListener(change, later);
    /* A photo's words are mended in another window. */
    window.addEventListener("focus", () => ask({ again: true }));
    document.addEventListener("click", (event) => {
      const line = event.target.closest("[data-check-place]");
      if (line) goTo(line);
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
