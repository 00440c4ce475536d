/* Choosing several things by typing. The hidden <select> is what is sent; the rest is shown. */
(() => {
  "use strict";

  const set = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  class Chips {
    constructor(root) {
      this.root = root;
      this.select = root.querySelector("[data-chips-chosen]");
      this.list = root.querySelector("[data-chips-list]");
      this.search = root.querySelector("[data-chips-search]");
      this.found = root.querySelector("[data-chips-found]");
      this.active = -1;
      this.search.addEventListener("input", () => this.later());
      this.search.addEventListener("focus", () => this.look());
      this.search.addEventListener("blur", () => this.close());
      this.search.addEventListener("keydown", (event) => this.press(event));
      // The list is chosen from before the search loses the focus that keeps it open.
      this.found.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        const item = event.target.closest("[data-value]");
        if (item) this.choose(item.dataset.value, item.textContent);
      });
      this.draw();
    }

    draw() {
      this.list.replaceChildren(
        ...[...this.select.selectedOptions].map((option) => {
          const chip = document.createElement("li");
          chip.className = "desk-chips__chip";
          const label = document.createElement("span");
          label.textContent = option.textContent;
          const remove = set(document.createElement("button"), {
            type: "button",
            "aria-label": `${this.root.dataset.chipsRemove}: ${option.textContent}`,
          });
          remove.textContent = "×";
          remove.addEventListener("click", () => {
            option.selected = false;
            this.changed();
            this.search.focus();
          });
          chip.append(...this.earlier(option), label, remove);
          return chip;
        }),
      );
      this.list.hidden = this.select.selectedOptions.length === 0;
    }

    /* A button before every chip but the first, where the order means something. */
    earlier(option) {
      const chosen = [...this.select.selectedOptions];
      const before = chosen[chosen.indexOf(option) - 1];
      if (!("chipsEarlier" in this.root.dataset) || !before) return [];
      const button = set(document.createElement("button"), {
        type: "button",
        "aria-label": `${this.root.dataset.chipsEarlier}: ${option.textContent}`,
      });
      button.textContent = getComputedStyle(this.root).direction === "rtl" ? "→" : "←";
      button.addEventListener("click", () => {
        before.before(option);
        this.changed();
        // Never to the button that removes it: whoever presses Enter once too often loses nothing.
        const chip = this.list.children[[...this.select.selectedOptions].indexOf(option)];
        (chip.querySelector("button:first-child") ?? this.search).focus();
      });
      return [button];
    }

    changed() {
      this.draw();
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), 150);
    }

    async look() {
      const words = this.search.value.trim();
      const from = this.root.dataset.chipsFrom;
      let items;
      if (from) {
        const answer = await fetch(`${from}?q=${encodeURIComponent(words)}`, {
          headers: { "X-Requested-With": "XMLHttpRequest" },
        });
        items = answer.ok ? (await answer.json()).found : [];
      } else {
        const lower = words.toLocaleLowerCase();
        items = [...this.select.options]
          .map((option) => ({ value: option.value, label: option.textContent }))
          .filter((item) => item.label.toLocaleLowerCase().includes(lower));
      }
      if (document.activeElement !== this.search || words !== this.search.value.trim()) return;
      const chosen = new Set([...this.select.selectedOptions].map((option) => option.value));
      this.show(items.filter((item) => !chosen.has(String(item.value))).slice(0, 12), words);
    }

    show(items, words) {
      this.active = items.length && words ? 0 : -1;
      this.found.replaceChildren(
        ...items.map((item, index) => {
          const line = set(document.createElement("li"), {
            role: "option",
            id: `${this.found.id}-${index}`,
            "data-value": item.value,
            "aria-selected": String(index === this.active),
          });
          line.textContent = item.label;
          return line;
        }),
      );
      if (!items.length && words) {
        const none = set(document.createElement("li"), { class: "desk-chips__none" });
        none.textContent = this.root.dataset.chipsNone;
        this.found.append(none);
      }
      this.found.hidden = this.found.children.length === 0;
      this.search.setAttribute("aria-expanded", String(!this.found.hidden));
      this.point();
    }

    point() {
      const lines = [...this.found.querySelectorAll("[data-value]")];
      lines.forEach((line, index) => line.setAttribute("aria-selected", String(index === this.active)));
      const line = lines[this.active];
      if (line) {
        this.search.setAttribute("aria-activedescendant", line.id);
        line.scrollIntoView({ block: "nearest" });
      } else {
        this.search.removeAttribute("aria-activedescendant");
      }
    }

    press(event) {
      const lines = [...this.found.querySelectorAll("[data-value]")];
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (this.found.hidden) return void this.look();
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.active = (this.active + step + lines.length) % Math.max(lines.length, 1);
        this.point();
      } else if (event.key === "Enter") {
        // Never send the whole form while somebody is choosing.
        event.preventDefault();
        const line = this.found.hidden ? null : lines[this.active];
        if (line) this.choose(line.dataset.value, line.textContent);
      } else if (event.key === "Escape") {
        this.close();
      } else if (event.key === "Backspace" && !this.search.value) {
        const last = [...this.select.selectedOptions].pop();
        if (last) {
          last.selected = false;
          this.changed();
        }
      }
    }

    choose(value, label) {
      let option = [...this.select.options].find((one) => one.value === String(value));
      option ??= new Option(label, value);
      // What is chosen last comes last.
      this.select.append(option);
      option.selected = true;
      this.search.value = "";
      this.close();
      this.changed();
    }

    close() {
      this.found.hidden = true;
      this.search.setAttribute("aria-expanded", "false");
      this.search.removeAttribute("aria-activedescendant");
    }
  }

  const wake = (root) => {
    for (const chips of root.querySelectorAll("[data-chips]:not([data-chips-awake])")) {
      chips.dataset.chipsAwake = "";
      new Chips(chips);
    }
  };
  const start = () => {
    wake(document);
    new MutationObserver(() => wake(document)).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
