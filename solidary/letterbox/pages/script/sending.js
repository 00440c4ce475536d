// Several files at once, in pieces of 1 MiB, each sealed by the server as it arrives. Nothing is
// stored here: what counts is what the server says it has. Without this script the form works too.
"use strict";
(() => {
  const PIECE = 1048576;
  const STEP = 65536;
  const TRIES = 11;
  let chosen = [];

  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  const post = (to, body) => fetch(to, { method: "POST", body, credentials: "omit" });

  function begin() {
    for (const form of document.querySelectorAll("form[data-pieces]")) {
      const input = form.querySelector("input[type=file]");
      input.multiple = true;
      if (chosen.length) {
        const kept = document.createElement("p");
        kept.textContent = `${form.dataset.chosen} ${chosen.map((file) => file.name).join(", ")}`;
        input.after(kept);
      }
      form.addEventListener("submit", (event) => {
        const files = input.files.length ? [...input.files] : chosen;
        if (files.length === 0) return;
        event.preventDefault();
        send(form, input, files);
      });
    }
  }

  async function send(form, input, files) {
    const button = form.querySelector("button");
    button.disabled = true;
    chosen = files;
    let list = listAfter(form, files);
    try {
      if (!form.dataset.pieces) {
        // The words go first, and are a whole contribution with a receipt of its own.
        const fields = new FormData(form);
        fields.delete("file");
        fields.set("following", String(files.length));
        show(await (await post(form.action, fields)).text());
        form = document.querySelector("form[data-pieces]:not([data-pieces=''])");
        if (!form) return begin();
        list = listAfter(form, files);
      }
      chosen = [];
      begin();
      for (const [place, file] of files.entries()) await upload(form, file, list.children[place]);
      if (input.isConnected) input.value = "";
    } catch {
      for (const row of list.children) row.querySelector("span").textContent = form.dataset.lost;
    } finally {
      button.disabled = false;
    }
  }

  // Puts another page's content in place of this one's, as if it had been opened.
  function show(page) {
    const next = new DOMParser().parseFromString(page, "text/html");
    for (const part of ["header", "main"]) {
      document.querySelector(part).replaceWith(document.adoptNode(next.querySelector(part)));
    }
    document.title = next.title;
    scrollTo(0, 0);
  }

  function listAfter(form, files) {
    const list = document.createElement("ul");
    list.className = "progress";
    list.setAttribute("aria-live", "polite");
    for (const file of files) {
      const [row, name, bar, said] = ["li", "strong", "progress", "span"].map((tag) => document.createElement(tag));
      name.textContent = file.name;
      bar.max = Math.max(1, file.size);
      bar.value = 0;
      bar.setAttribute("aria-label", file.name);
      said.textContent = form.dataset.waits;
      row.append(name, bar, said);
      list.append(row);
    }
    form.after(list);
    return list;
  }

  async function upload(form, file, row) {
    const said = row.querySelector("span");
    let [item, have, step] = ["", 0, PIECE];
    for (let tries = 0; tries < TRIES; ) {
      const body = new FormData(form);
      for (const name of ["file", "token", "words"]) body.delete(name);
      const about = { token: form.dataset.pieces, item, name: file.name, type: file.type };
      Object.assign(about, { size: file.size, modified: file.lastModified, at: have });
      for (const [name, value] of Object.entries(about)) body.set(name, String(value));
      const end = Math.min(have + step, (Math.floor(have / PIECE) + 1) * PIECE);
      if (item) body.set("piece", file.slice(have, end), "piece");
      let answer;
      try {
        answer = await (await post(form.dataset.to, body)).json();
      } catch {
        // A line that breaks is asked for less at a time.
        said.textContent = form.dataset.broken;
        step = Math.max(STEP, step / 2);
        await pause(Math.min(30, 2 ** tries++ / 4));
        continue;
      }
      said.textContent = answer.say;
      if (answer.stop) return;
      tries = answer.have > have || !item ? 0 : tries + 1;
      have = answer.have;
      row.querySelector("progress").value = have;
      if (answer.whole) return;
      if ("item" in answer) item = answer.item;
    }
    said.textContent = form.dataset.lost;
  }

  begin();
})();
