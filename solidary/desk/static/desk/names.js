/* Every field has a name that is read aloud. The editor of running text and the fields of a block
   stand below a visible heading or label, but nothing ties the two together: here that is done,
   for what is on the page and for what is added to it later. */
(() => {
  "use strict";

  const FIELDS = '[role="textbox"]:not([aria-labelledby]), [data-field] :is(input, select, textarea):not([type="hidden"], [aria-labelledby])';
  const LABEL = ":scope > label, :scope > .w-field__label";
  const HEADING = "[data-panel-heading] > span";
  let last = 0;

  const named = (field) => field.getAttribute("aria-label") || field.labels?.length || field.title;

  /* The nearest label above a field, else the heading of the block it is in. */
  const nameOf = (field) => {
    for (let around = field.parentElement; around; around = around.parentElement) {
      const said = around.querySelector(LABEL) ?? (around.matches("[data-panel]") ? around.querySelector(HEADING) : null);
      if (said) return said;
    }
    return null;
  };

  const nameWith = (thing, said) => {
    said.id ||= `desk-name-${(last += 1)}`;
    if (thing.getAttribute("aria-labelledby") !== said.id) thing.setAttribute("aria-labelledby", said.id);
  };

  const name = () => {
    for (const field of document.querySelectorAll(FIELDS)) {
      const said = named(field) ? null : nameOf(field);
      if (said) nameWith(field, said);
    }
    /* Blocks are parts of their story, not landmarks of the page: two may begin with the same words. */
    for (const block of document.querySelectorAll("section.w-panel--nested[aria-labelledby]")) block.removeAttribute("aria-labelledby");
    /* What is chosen from is named by its heading, which changes from step to step. */
    for (const dialog of document.querySelectorAll('.modal[role="dialog"]')) {
      const heading = dialog.querySelector("h1, h2");
      if (heading) nameWith(dialog, heading);
    }
  };

  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      name();
    });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
