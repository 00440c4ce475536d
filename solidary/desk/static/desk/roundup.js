// Places are moved up and down where they are; without this, the same buttons ask the server.
"use strict";
{
  const stops = document.querySelector("[data-stops]");
  const move = (stop, up) => {
    const other = up ? stop.previousElementSibling : stop.nextElementSibling;
    if (!other || !other.matches("[data-stop]")) return;
    if (up) other.before(stop);
    else other.after(stop);
  };
  stops?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-up], [data-down]");
    if (!button) return;
    event.preventDefault();
    move(button.closest("[data-stop]"), button.matches("[data-up]"));
    button.focus();
  });
  stops?.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const stop = event.target.closest("[data-stop]");
    if (!stop || event.target.matches("select")) return;
    event.preventDefault();
    const held = event.target;
    move(stop, event.key === "ArrowUp");
    held.focus();
  });
}
