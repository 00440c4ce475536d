// Boxes over a picture: drawn, moved and resized by pointer and by keys. The form's lines of numbers are
// what is sent, and all there is without scripts.
(() => {
  const page = document.querySelector("[data-faces]");
  if (!page) return;
  const form = page.querySelector("form.faces-form");
  const stage = page.querySelector("[data-stage]");
  const lines = page.querySelector("[data-lines]");
  const said = page.querySelector("[data-said]");
  const result = page.querySelector("[data-result]");
  const WHOLE = 1000, LEAST = 5, NEW = [400, 350, 150, 200];
  const within = (value, low, high) => Math.min(Math.max(value, low), high);
  const numbers = (input) => input.value.trim().split(/[\s,;.]+/).map(Number);
  const boxes = [];

  stage.dataset.live = "";
  for (const each of stage.querySelectorAll(".faces-box")) each.remove();
  for (const each of page.querySelectorAll("[data-keys-only]")) each.hidden = false;

  const fitted = ([x, y, width, height]) => {
    width = within(Math.round(width), LEAST, WHOLE);
    height = within(Math.round(height), LEAST, WHOLE);
    return [within(Math.round(x), 0, WHOLE - width), within(Math.round(y), 0, WHOLE - height), width, height];
  };

  let drawing = 0;
  const draw = () => {
    clearTimeout(drawing);
    drawing = setTimeout(() => {
      const asked = new URL(result.src);
      asked.search = new URLSearchParams([...new FormData(form)].filter(([name, value]) => ["box", "fill", "longest"].includes(name) && value));
      if (asked.href !== result.src) result.src = asked.href;
    }, 400);
  };
  const label = (at) => `${said.dataset.label} ${at + 1}`;
  const say = (box) => { said.textContent = `${label(boxes.indexOf(box))}: ${box.at.join(" ")}`; };

  const place = (box, at, silent) => {
    box.at = at;
    const [x, y, width, height] = at;
    Object.assign(box.button.style, { left: `${x / 10}%`, top: `${y / 10}%`, width: `${width / 10}%`, height: `${height / 10}%` });
    if (!silent) box.input.value = at.join(" ");
  };
  const count = () => {
    boxes.forEach((box, at) => {
      box.button.firstChild.textContent = at + 1;
      for (const each of [box.button, box.input]) each.setAttribute("aria-label", label(at));
    });
    form.querySelector("[data-some]").hidden = !boxes.length;
    form.querySelector("[data-none]").hidden = Boolean(boxes.length);
    draw();
  };
  const remove = (box) => {
    const at = boxes.indexOf(box);
    boxes.splice(at, 1);
    box.button.remove();
    box.line.remove();
    count();
    said.textContent = said.dataset.removed;
    (boxes[Math.min(at, boxes.length - 1)]?.button || form.querySelector("[data-confirm]")).focus();
  };

  const add = (at, line) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "faces-box";
    button.append(document.createElement("b"), document.createElement("i"));
    if (!line) {
      line = document.createElement("li");
      const input = document.createElement("input");
      Object.assign(input, { type: "text", name: "box", dir: "ltr", autocomplete: "off", inputMode: "numeric" });
      line.append(input);
      lines.append(line);
    }
    const box = { button, line, input: line.querySelector("input"), at };
    for (const old of line.querySelectorAll("button")) {
      old.type = "button";
      old.addEventListener("click", () => remove(box));
    }
    button.addEventListener("keydown", (event) => keyed(event, box));
    button.addEventListener("pointerdown", (event) => dragged(event, box));
    box.input.addEventListener("input", () => {
      const typed = numbers(box.input);
      const [x, y, width, height] = typed;
      const good = typed.length === 4 && typed.every(Number.isInteger) && x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= WHOLE && y + height <= WHOLE;
      box.input.toggleAttribute("aria-invalid", !good);
      if (good) { place(box, typed, true); draw(); }
    });
    boxes.push(box);
    stage.append(button);
    place(box, at);
    count();
    return box;
  };

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const keyed = (event, box) => {
    if (event.key === "Delete" || event.key === "Backspace") { event.preventDefault(); return remove(box); }
    const arrow = ARROWS[event.key];
    if (!arrow || event.altKey || event.metaKey) return;
    event.preventDefault();
    const step = event.ctrlKey ? 1 : 5;
    const [x, y, width, height] = box.at;
    const [across, down] = [arrow[0] * step, arrow[1] * step];
    const at = event.shiftKey
      ? [x, y, Math.min(width + across, WHOLE - x), Math.min(height + down, WHOLE - y)]
      : [x + across, y + down, width, height];
    place(box, fitted(at));
    say(box);
    draw();
  };

  const where = (event) => {
    const edge = stage.getBoundingClientRect();
    return [
      within(((event.clientX - edge.left) / edge.width) * WHOLE, 0, WHOLE),
      within(((event.clientY - edge.top) / edge.height) * WHOLE, 0, WHOLE),
    ];
  };
  const follow = (event, move, end) => {
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    const moved = (each) => move(where(each));
    const ended = () => {
      stage.removeEventListener("pointermove", moved);
      for (const name of ["pointerup", "pointercancel"]) stage.removeEventListener(name, ended);
      end();
    };
    stage.addEventListener("pointermove", moved);
    for (const name of ["pointerup", "pointercancel"]) stage.addEventListener(name, ended);
  };
  const dragged = (event, box) => {
    if (event.button) return;
    event.stopPropagation();
    box.button.focus();
    const [fromX, fromY] = where(event);
    const [x, y, width, height] = box.at;
    const resizes = event.target.tagName === "I";
    follow(event, ([toX, toY]) => {
      const [across, down] = [toX - fromX, toY - fromY];
      place(box, fitted(resizes
        ? [x, y, Math.min(width + across, WHOLE - x), Math.min(height + down, WHOLE - y)]
        : [x + across, y + down, width, height]));
    }, () => { say(box); draw(); });
  };
  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const [fromX, fromY] = where(event);
    let box = null;
    follow(event, ([toX, toY]) => {
      const at = [Math.min(fromX, toX), Math.min(fromY, toY), Math.abs(toX - fromX), Math.abs(toY - fromY)];
      if (!box && (at[2] > 8 || at[3] > 8)) box = add(fitted(at));
      if (box) place(box, fitted(at));
    }, () => { if (box) { box.button.focus(); say(box); draw(); } });
  });

  for (const line of [...lines.children]) {
    const at = numbers(line.querySelector("input"));
    if (at.length === 4 && at.every(Number.isInteger)) add(at, line);
  }
  const another = () => {
    const at = [...NEW];
    while (boxes.some((box) => box.at[0] === at[0] && box.at[1] === at[1]) && at[0] < 800) { at[0] += 40; at[1] += 20; }
    add(at).button.focus();
  };
  const adding = form.querySelector("[data-add]");
  adding.type = "button";
  adding.addEventListener("click", another);
  form.addEventListener("change", draw);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select")) return;
    const onBox = event.target.classList?.contains("faces-box");
    const fill = { s: "solid", m: "mosaic" }[event.key.toLowerCase()];
    if (event.key.toLowerCase() === "n") another();
    else if (fill) { form.querySelector(`[name=fill][value=${fill}]`).checked = true; draw(); }
    else if (event.key.toLowerCase() === "c" || (event.key === "Enter" && (onBox || event.target === document.body))) form.querySelector("[data-confirm]").click();
    else return;
    event.preventDefault();
  });
  (boxes[0]?.button || form.querySelector("[data-confirm]")).focus({ preventScroll: true });
})();
