/* A table is written in cells. The text beneath, a row a line with tabs between, is what is sent. */
(() => {
  "use strict";

  const BREAK = "↵";
  const rowsOf = (text) => text.replaceAll("\r", "").split("\n").map((line) => line.split("\t"));

  class Grid {
    constructor(text) {
      this.text = text;
      this.words = text.dataset;
      this.table = document.createElement("table");
      this.row = this.column = 0;
      const frame = document.createElement("div");
      frame.className = "desk-grid";
      const scroll = document.createElement("div");
      scroll.className = "desk-grid__cells";
      scroll.append(this.table);
      const acts = document.createElement("div");
      acts.className = "desk-grid__acts";
      for (const [name, act] of [
        ["gridAddRow", () => this.rows.splice(this.row + 1, 0, this.rows[0].map(() => ""))],
        ["gridAddColumn", () => this.rows.forEach((row) => row.splice(this.column + 1, 0, ""))],
        ["gridRemoveRow", () => this.rows.length > 1 && this.rows.splice(this.row, 1)],
        ["gridRemoveColumn", () => this.rows[0].length > 1 && this.rows.forEach((row) => row.splice(this.column, 1))],
      ]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-small button-secondary";
        button.textContent = this.words[name];
        button.addEventListener("click", () => {
          act();
          this.write();
          this.draw();
        });
        acts.append(button);
      }
      frame.append(scroll, acts);
      text.after(frame);
      text.hidden = true;
      this.table.addEventListener("input", (event) => this.typed(event.target));
      this.table.addEventListener("focusin", (event) => this.note(event.target));
      this.table.addEventListener("paste", (event) => this.paste(event));
      this.read();
    }

    read() {
      this.rows = rowsOf(this.text.value);
      if (!this.text.value) this.rows = [["", ""], ["", ""]];
      this.draw();
    }

    draw() {
      const wide = Math.max(...this.rows.map((row) => row.length));
      this.rows = this.rows.map((row) => [...row, ...Array(wide - row.length).fill("")]);
      this.table.replaceChildren(
        ...this.rows.map((row, number) => {
          const line = document.createElement("tr");
          line.append(...row.map((cell, column) => this.cell(cell, number, column)));
          return line;
        }),
      );
    }

    cell(words, row, column) {
      const cell = document.createElement("td");
      const field = document.createElement("textarea");
      field.rows = 1;
      field.value = words.replaceAll(BREAK, "\n");
      field.dataset.row = row;
      field.dataset.column = column;
      field.setAttribute("aria-label", this.words.gridCell.replace("%(row)s", row + 1).replace("%(column)s", column + 1));
      cell.append(field);
      return cell;
    }

    note(field) {
      this.row = Number(field.dataset.row);
      this.column = Number(field.dataset.column);
    }

    typed(field) {
      this.note(field);
      this.rows[this.row][this.column] = field.value.replaceAll("\t", " ").replaceAll("\n", BREAK);
      this.write();
    }

    /* What a spreadsheet or a page copied fills as many cells as it has. */
    paste(event) {
      const pasted = event.clipboardData.getData("text/plain").replace(/\n$/, "");
      if (!pasted.includes("\t")) return;
      event.preventDefault();
      this.note(event.target);
      rowsOf(pasted).forEach((cells, down) => {
        const row = (this.rows[this.row + down] ??= []);
        cells.forEach((words, across) => {
          for (let column = row.length; column < this.column + across; column += 1) row[column] = "";
          row[this.column + across] = words.trim();
        });
      });
      this.write();
      this.draw();
    }

    write() {
      const filled = (row) => row.map((cell) => cell ?? "").join("\t");
      this.text.value = this.rows.map(filled).join("\n");
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
      this.text.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  const wake = (root) => {
    for (const text of root.querySelectorAll("textarea[data-grid-cell]:not([data-grid-awake])")) {
      text.dataset.gridAwake = "";
      new Grid(text);
    }
  };
  const start = () => {
    wake(document);
    new MutationObserver(() => wake(document)).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
