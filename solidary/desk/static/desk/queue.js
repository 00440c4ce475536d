// The queue: keys for the wall and for one contribution, choosing several, and a page that goes
// when the key is locked. Everything works without it, by forms and links.
(() => {
  const queue = document.querySelector("[data-queue]");
  if (!queue) return;
  const keys = queue.querySelector("[data-keys]");
  const one = queue.querySelector("[data-one]");
  const form = queue.querySelector("[data-chosen]");
  const cards = () => [...queue.querySelectorAll(".queue-card")].filter((card) => card.offsetParent);
  const tick = (card) => card.querySelector('input[name="c"]');

  for (const button of queue.querySelectorAll("[data-show-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => keys.showModal());
  }

  // A picture that came while the keeper had too much to do is asked for again.
  queue.addEventListener("error", (event) => {
    const picture = event.target;
    const tries = Number(picture.dataset.tries || 0);
    if (picture.tagName !== "IMG" || tries > 2) return;
    picture.dataset.tries = tries + 1;
    setTimeout(() => { const from = picture.src; picture.src = ""; picture.src = from; }, 2000 * (tries + 1));
  }, true);

  // What is on the screen goes with the key. Asking doesn't keep it unlocked; typing and pressing does.
  let worked = false;
  for (const doing of ["keydown", "input", "click"]) queue.addEventListener(doing, () => { worked = true; });
  const watch = async () => {
    try {
      const body = worked ? new FormData(queue.querySelector(".queue-key form")) : null;
      worked = false;
      const answer = await fetch(queue.dataset.session, { method: body ? "POST" : "GET", body, cache: "no-store" });
      const { seconds } = await answer.json();
      if (seconds > 0) return setTimeout(watch, Math.min(60, seconds + 1) * 1000);
    } catch { return setTimeout(watch, 60000); }
    queue.replaceChildren();
    location.replace(`${queue.dataset.unlock}?next=${encodeURIComponent(location.pathname + location.search)}`);
  };
  setTimeout(watch, 60000);
  addEventListener("pageshow", (event) => { if (event.persisted) watch(); });

  let last = null;
  const go = (step) => {
    const all = cards();
    if (!all.length) return;
    const here = all.findIndex((card) => card.contains(document.activeElement));
    const to = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
    all[to].querySelector("a").focus();
    all[to].scrollIntoView({ block: "nearest" });
  };
  const chosen = () => [...queue.querySelectorAll('input[name="c"]:checked')];
  const count = () => {
    const line = form.querySelector("[data-count]");
    line.dataset.all ??= line.textContent;
    const some = chosen().length;
    line.textContent = some ? `${line.dataset.some} ${some}` : line.dataset.all;
    for (const card of queue.querySelectorAll(".queue-card")) card.classList.toggle("queue-card--chosen", tick(card).checked);
  };
  const choose = (card, range) => {
    const all = cards();
    if (range && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(card)].sort((a, b) => a - b);
      for (const each of all.slice(from, to + 1)) tick(each).checked = true;
    } else tick(card).checked = !tick(card).checked;
    last = card;
    count();
  };
  const accept = async (card) => {
    const said = new FormData(form);
    said.delete("c");
    said.set("do", "accept");
    said.set("c", card.dataset.ref);
    go(1);
    const answer = await fetch(form.action, { method: "POST", body: said, headers: { Accept: "application/json" } }).catch(() => null);
    const found = answer && answer.ok && !answer.redirected ? await answer.json() : null;
    if (!found || !found.states[card.dataset.ref]) return location.reload();
    const state = card.querySelector("[data-state]");
    const done = found.states[card.dataset.ref];
    state.textContent = found.labels[card.dataset.ref];
    state.className = `desk-state desk-state--${done}`;
    card.classList.add("queue-card--done");
    tick(card).checked = false;
    count();
  };
  if (form) {
    queue.addEventListener("change", (event) => { if (event.target.name === "c") count(); });
    queue.addEventListener("click", (event) => {
      if (event.target.name !== "c") return;
      const card = event.target.closest(".queue-card");
      if (event.shiftKey && last) { event.target.checked = true; choose(card, true); } else last = card;
    });
  }

  const onWall = (event) => {
    const card = document.activeElement.closest?.(".queue-card");
    switch (event.key) {
      case "j": case "n": go(1); return true;
      case "k": go(-1); return true;
      case "x": case "X": if (card) choose(card, event.shiftKey); return Boolean(card);
      case "Escape": for (const each of chosen()) each.checked = false; count(); return true;
      case "a": {
        const button = form.querySelector('[value="accept"]');
        if (!button) return false;
        if (chosen().length) button.click();
        else if (card) accept(card);
        else go(1);
        return true;
      }
    }
    return false;
  };
  const onOne = (event) => {
    const at = [...one.querySelectorAll("[data-key]:not(:disabled)")].find((each) => each.dataset.key.split(" ").includes(event.key));
    if (at) { at.click(); return true; }
    const opens = one.querySelector(`[data-key-opens="${CSS.escape(event.key)}"]`);
    if (!opens) return false;
    opens.open = true;
    opens.querySelector("textarea, select")?.focus();
    opens.scrollIntoView({ block: "nearest" });
    return true;
  };
  document.addEventListener("keydown", (event) => {
    const within = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || keys.open) return;
    if (within) {
      if (event.key === "Escape" && queue.contains(within)) within.blur();
      return;
    }
    if (event.key === "?") { keys.showModal(); event.preventDefault(); return; }
    if (one ? onOne(event) : form && onWall(event)) event.preventDefault();
  });

  const from = location.hash.startsWith("#c-") && document.getElementById(location.hash.slice(1));
  if (from) from.focus();
  else if (form && !one) cards()[0]?.querySelector("a").focus({ preventScroll: true });
})();
