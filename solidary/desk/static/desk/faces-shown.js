// In a contribution: faces are confirmed as shown only once they are shown.
(() => {
  for (const shown of document.querySelectorAll("[data-faces-shown]")) {
    const picture = shown.querySelector("img");
    const button = shown.querySelector("[data-faces-confirm]");
    if (!button || (picture.complete && picture.naturalWidth)) continue;
    button.disabled = true;
    picture.addEventListener("load", () => { button.disabled = false; });
  }
})();
