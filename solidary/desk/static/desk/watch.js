/* While something is being done with a mirror its page renews itself every two seconds. */
(() => {
  "use strict";

  const PAUSE = 2000;
  const shown = () => document.querySelector("[data-watch]");

  const renew = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-watch]");
      if (!fresh) return;
      const held = document.activeElement?.id;
      shown().replaceWith(document.adoptNode(fresh));
      if (held) document.getElementById(held)?.focus();
    } catch {
      /* The next look may reach the desk again. */
    }
    watch();
  };

  const watch = () => {
    if (shown()?.hasAttribute("data-watch-busy")) setTimeout(renew, PAUSE);
  };

  watch();
})();
