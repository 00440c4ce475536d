// What waits for a decision: one key each. The next suggestion is there before it is needed; what is decided
// is always the one that is shown. Everything works without this, by forms and links.
(() => {
  const room = document.querySelector("[data-chronicle]");
  const stage = room?.querySelector("[data-stage]");
  if (!stage) return;
  const keys = room.querySelector("[data-keys]");
  const said = room.querySelector("[data-said]");
  const wrong = room.querySelector("[data-wrong]");
  const left = room.querySelector("[data-left]");
  const none = room.querySelector("[data-none]");
  const undoing = room.querySelector("[data-undo]");
  const sure = room.querySelector(".chron-batch");
  const ready = new Map();
  const undone = [];
  let order = stage.dataset.order.split(" ").filter(Boolean);
  let busy = false;
  let kept = null;

  const card = () => stage.querySelector(".chron-card");
  const shown = () => card()?.dataset.pk || "";
  const made = (html) => {
    const inside = document.createElement("template");
    inside.innerHTML = html;
    return inside.content.querySelector(".chron-card");
  };
  const live = (root) => { for (const each of root.querySelectorAll("[data-keys-only]")) each.hidden = false; };
  const say = (line, isWrong) => {
    said.textContent = isWrong ? "" : line;
    wrong.hidden = !isWrong;
    wrong.querySelector("span").textContent = isWrong ? line : "";
  };

  const show = (pk, html) => {
    const next = html ? made(html) : null;
    stage.replaceChildren(...(next ? [next] : []));
    none.hidden = Boolean(next);
    if (!next) return;
    live(next);
    document.dispatchEvent(new CustomEvent("chronicle:shown", { detail: next }));
    next.focus({ preventScroll: true });
    scrollTo({ top: 0, behavior: "instant" });
  };
  const take = async (pk) => {
    if (!pk || ready.has(pk)) return ready.get(pk);
    const address = stage.dataset.card.replace("/0/", `/${pk}/`) + stage.dataset.query;
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok && !answer.redirected) ready.set(pk, await answer.text());
    return ready.get(pk);
  };
  const ahead = () => {
    const at = order.indexOf(shown());
    for (const pk of [order[at + 1], order[at + 2], order[at - 1]]) take(pk);
  };
  const go = async (step) => {
    const at = order.indexOf(shown());
    const to = at < 0 ? order[0] : order[at + step];
    if (!to) return;
    const html = await take(to);
    if (html) { say(""); show(to, html); } else order = order.filter((pk) => pk !== to);
    ahead();
  };
  // The next one that isn't of the same words as what is decided just now.
  const following = () => {
    const { pk, twin } = card().dataset;
    const at = order.indexOf(pk);
    const rest = [...order.slice(at + 1), ...order.slice(0, Math.max(at, 0))];
    return rest.find((each) => !twin || !ready.has(each) || made(ready.get(each)).dataset.twin !== twin) || "";
  };

  const send = async (address, form) => {
    const answer = await fetch(address, { method: "POST", body: form, headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer || answer.redirected || !(answer.headers.get("Content-Type") || "").includes("json")) return null;
    return answer.json();
  };
  const settle = (found, before) => {
    left.textContent = found.left;
    order = found.order.map(String);
    for (const [pk, html] of Object.entries(found.cards)) ready.set(pk, html);
    for (const pk of [...ready.keys()]) if (!order.includes(pk)) ready.delete(pk);
    const here = shown();
    const wanted = order.includes(here) && !found.wrong && !found.back ? here : found.at;
    const to = [wanted, order[0]].map(String).find((pk) => ready.has(pk)) || "";
    // What may be the same action is known anew with every decision.
    if (to !== here || (ready.has(to) && ready.get(to) !== before)) show(to, ready.get(to) || "");
    ahead();
  };
  const decide = async (form, button) => {
    if (busy) { kept = null; return; }
    busy = true;
    const asked = new FormData(form, button);
    asked.set("csrfmiddlewaretoken", room.querySelector("[name=csrfmiddlewaretoken]").value);
    const isCorrection = asked.get("do") === "correct";
    const to = following();
    const old = { pk: shown(), html: stage.innerHTML };
    for (const pk of [to, order[order.indexOf(to) + 1]]) if (pk) asked.append("card", pk);
    const html = isCorrection ? "" : ready.get(to);
    if (html || (!to && !isCorrection)) show(to, html);
    const found = await send(form.action, asked);
    if (!found) {
      // What was typed into a correction is still in it.
      if (shown() !== old.pk) stage.innerHTML = old.html;
      say(stage.dataset.failed, true);
    } else if (found.form) {
      show(old.pk, found.form);
      say(found.wrong, true);
      card().querySelector("[data-correct]").scrollIntoView({ block: "nearest" });
    } else {
      say(found.wrong || found.said, Boolean(found.wrong));
      ready.delete(old.pk);
      if (found.undo) { undone.push(found.undo); decided(); }
      settle(found.wrong ? found : { ...found, at: to || found.at }, html);
    }
    busy = false;
    const again = kept;
    kept = null;
    if (again && again.pk === shown() && found && !found.form && !found.wrong && stage.innerHTML === again.html) press(again.key);
  };
  const decided = () => {
    undoing.querySelector("[name=decision]").value = undone.at(-1) || "";
    undoing.hidden = !undone.length;
    room.dispatchEvent(new Event("chronicle:decided"));
  };
  // Whatever is sure in every field, at once; one undo takes all of it back.
  const batch = async (form) => {
    if (busy) return;
    busy = true;
    const found = await send(form.action, new FormData(form));
    busy = false;
    if (!found) return say(stage.dataset.failed, true);
    say(found.wrong || found.said, Boolean(found.wrong));
    form.hidden = true;
    if (found.undo) { undone.push(found.undo); decided(); }
    settle({ ...found, back: true });
  };
  const undo = async () => {
    if (busy || undoing.hidden) return;
    busy = true;
    const found = await send(undoing.action, new FormData(undoing));
    busy = false;
    if (!found) return say(stage.dataset.failed, true);
    undone.pop();
    decided();
    say(found.wrong || found.said, Boolean(found.wrong));
    ready.clear();
    settle({ ...found, back: true });
  };

  stage.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-search]")) { event.preventDefault(); search(form); return; }
    if (!form.matches("[data-decide]")) return;
    event.preventDefault();
    decide(form, event.submitter);
  });
  sure?.addEventListener("submit", (event) => { event.preventDefault(); batch(sure); });
  undoing.addEventListener("submit", (event) => { event.preventDefault(); undo(); });
  stage.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step], a[data-key=e]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.dataset.step) go(Number(link.dataset.step)); else correct();
  });
  const search = async (form) => {
    const at = stage.querySelector("[data-found]");
    const answer = await fetch(`${form.action}?${new URLSearchParams(new FormData(form))}&part=1`).catch(() => null);
    if (!answer?.ok || answer.redirected) return say(stage.dataset.failed, true);
    at.innerHTML = await answer.text();
    at.querySelector("button")?.focus();
  };
  const correct = () => {
    const form = stage.querySelector("[data-correct]");
    form.open = true;
    form.querySelector("select, input:not([type=hidden])").focus();
    form.scrollIntoView({ block: "nearest" });
  };

  const press = (key) => {
    switch (key) {
      case "j": case "ArrowRight": go(1); return true;
      case "k": case "ArrowLeft": go(-1); return true;
      case "u": undo(); return true;
      case "Y": if (sure && !sure.hidden) batch(sure); return true;
      case "e": if (card()) correct(); return true;
      case "/": stage.querySelector("[data-search] input")?.focus(); return true;
      case "?": keys.showModal(); return true;
    }
    const button = stage.querySelector(`button[data-key="${CSS.escape(key)}"]`);
    if (button) { button.click(); return true; }
    if (key !== "m") return false;
    stage.querySelector("[data-search] input")?.focus();
    return true;
  };
  // With a Cyrillic layout the keys are where they are with a Latin one.
  const keyOf = ({ key, code, shiftKey }) => {
    if (key.length > 1 || key < "\u0080" || !/^Key[A-Z]$/.test(code)) return key;
    return shiftKey ? code.slice(3) : code.slice(3).toLowerCase();
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.isComposing || keys.open) return;
    const within = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=application]");
    if (within) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) within.closest("form")?.requestSubmit(within.closest("form").querySelector("button[name=do]"));
      else if (event.key === "Escape") within.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    // A key that comes while an answer is awaited counts once it is there, if the same is shown then.
    const key = keyOf(event);
    if (busy && /^[ynms2-4]$/.test(key)) { kept = { key, pk: shown(), html: stage.innerHTML }; event.preventDefault(); return; }
    if (event.repeat) return;
    if (press(key)) event.preventDefault();
  });

  for (const button of room.querySelectorAll("[data-show-keys]")) {
    button.hidden = false;
    button.addEventListener("click", () => keys.showModal());
  }
  live(room);
  if (!undoing.hidden) undone.push(undoing.querySelector("[name=decision]").value);
  ahead();
  card()?.focus({ preventScroll: true });
  room.dataset.listens = "";
})();
