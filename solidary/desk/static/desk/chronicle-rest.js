// Decisions go to readers together: ten seconds after the last one, or when the page is left.
(() => {
  const room = document.querySelector("[data-chronicle]");
  if (!room) return;
  let timer = 0;
  const tell = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    const said = new FormData();
    said.set("csrfmiddlewaretoken", room.querySelector("[name=csrfmiddlewaretoken]").value);
    navigator.sendBeacon(room.dataset.rest, said);
  };
  const begin = () => {
    clearTimeout(timer);
    timer = setTimeout(tell, 10000);
  };
  room.addEventListener("chronicle:decided", begin);
  // A form of this page was sent: what it decided waits too.
  if (room.querySelector("[data-decided]")) begin();
  addEventListener("pagehide", tell);
})();
