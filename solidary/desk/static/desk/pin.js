// A pin on the readers' map: dragged by a pointer, moved by arrows. The two numbers beside it are what is sent,
// and all there is without scripts. The record's places are on it by their names.
(() => {
  const within = (value, low, high) => Math.min(Math.max(value, low), high);
  const [NEAREST, FIRST, FARTHEST] = [0.4, 100, 3000]; // kilometres from the middle to the upper edge
  const COARSE = 12; // pixels of a unit of the land file, beyond which its coasts say what isn't so

  const begin = (box) => {
    if (box.dataset.lives !== undefined) return;
    box.dataset.lives = "";
    const map = box.querySelector("[data-map]");
    const svg = box.querySelector("[data-map-svg]");
    const pin = box.querySelector("[data-map-pin]");
    const ground = box.querySelector("[data-map-land]");
    const grid = box.querySelector("[data-map-grid]");
    const said = box.querySelector("[data-map-said]");
    const [latitude, longitude] = box.querySelectorAll("input[type=number]");
    if (!box.dataset.land) return;
    const town = [box.dataset.longitude, box.dataset.latitude].map(parseFloat);
    const places = JSON.parse(box.dataset.places || "[]");
    const land = window.landMap(JSON.parse(box.dataset.land));
    const made = land.made;
    map.hidden = false;
    const at = () => {
      const typed = [longitude.value, latitude.value].map(parseFloat);
      return typed.every(Number.isFinite) ? typed : null;
    };
    let centre = land.toUnits(at() || town);
    let [wide, high] = [600, 400];
    let reach = FIRST;
    const pixels = () => high / 2 / (reach * land.kilometre);
    const toPixels = (spot) => {
      const [x, y] = land.toUnits(spot);
      return [wide / 2 + (x - centre[0]) * pixels(), high / 2 + (y - centre[1]) * pixels()];
    };
    const fromPixels = ([x, y]) => land.toSpot([centre[0] + (x - wide / 2) / pixels(), centre[1] + (y - high / 2) / pixels()]);

    const names = () => {
      const drawn = [];
      // Degrees are written along two edges, the scale in a corner: no name there.
      const taken = [
        { left: 0, right: wide, top: high - 20, bottom: high }, { left: 0, right: 44, top: 0, bottom: high },
        { left: wide - 124, right: wide, top: 0, bottom: 32 },
      ];
      for (const [name, lat, lon] of places) {
        const [px, py] = toPixels([lon, lat]);
        if (px < 0 || px > wide || py < 0 || py > high) continue;
        drawn.push(made("circle", { cx: px, cy: py, r: 4, class: "chron-map__town" }));
        const room = { left: px - 5, right: px + 14 + name.length * 8, top: py - 10, bottom: py + 10 };
        if (room.right > wide || taken.some((each) => each.left < room.right && each.right > room.left && each.top < room.bottom && each.bottom > room.top)) continue;
        taken.push(room);
        drawn.push(made("text", { x: px + 9, y: py + 5, class: "chron-map__name" }, name));
      }
      return drawn;
    };
    const draw = () => {
      const scale = pixels();
      ground.setAttribute("transform", `translate(${wide / 2 - centre[0] * scale} ${high / 2 - centre[1] * scale}) scale(${scale})`);
      svg.classList.toggle("chron-map--near", scale > COARSE);
      const view = { wide, high, pixels: scale, at: toPixels, spot: fromPixels };
      grid.replaceChildren(...land.graticule(view), ...names(), ...land.scale(view));
      pin.setAttribute("transform", `translate(${toPixels(at() || town).join(" ")})`);
      pin.setAttribute("class", at() ? "chron-map__pin" : "chron-map__pin chron-map__pin--town");
    };
    const put = (spot) => {
      if (!spot) return;
      longitude.value = within(spot[0], -180, 180).toFixed(5);
      latitude.value = within(spot[1], -90, 90).toFixed(5);
      draw();
    };
    const say = () => { said.textContent = at() ? `${latitude.value}°, ${longitude.value}°` : ""; };
    const look = () => { centre = land.toUnits(at() || town); draw(); };
    const zoom = (factor) => { reach = within(reach * factor, NEAREST, FARTHEST); look(); };
    const none = () => { latitude.value = longitude.value = ""; look(); say(); };
    const pointed = (event) => {
      const edge = svg.getBoundingClientRect();
      return [((event.clientX - edge.left) / edge.width) * wide, ((event.clientY - edge.top) / edge.height) * high];
    };

    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      svg.focus();
      svg.setPointerCapture(event.pointerId);
      // Held by the pin, it keeps the distance at which it was taken.
      const tip = toPixels(at() || town);
      const held = pin.contains(event.target) ? pointed(event) : null;
      const off = held ? [tip[0] - held[0], tip[1] - held[1]] : [0, 0];
      const move = (each) => { const [x, y] = pointed(each); put(fromPixels([x + off[0], y + off[1]])); };
      if (!held) move(event);
      const end = () => {
        svg.removeEventListener("pointermove", move);
        say();
      };
      svg.addEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, end, { once: true });
    });
    const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    svg.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (event.altKey || event.metaKey) return;
      if (event.key === "+" || event.key === "=") zoom(0.5);
      else if (event.key === "-") zoom(2);
      else if (event.key === "Delete" || event.key === "Backspace") none();
      else if (arrow) {
        const step = event.shiftKey ? 40 : event.ctrlKey ? 1 : 8;
        const [x, y] = toPixels(at() || town);
        put(fromPixels([x + arrow[0] * step, y + arrow[1] * step]));
        const [px, py] = toPixels(at() || town);
        if (px < 30 || px > wide - 30 || py < 40 || py > high - 20) look();
        say();
      } else return;
      event.preventDefault();
    });
    box.querySelector("[data-map-in]").addEventListener("click", () => zoom(0.5));
    box.querySelector("[data-map-out]").addEventListener("click", () => zoom(2));
    box.querySelector("[data-map-none]").addEventListener("click", none);
    for (const input of [latitude, longitude]) input.addEventListener("input", look);
    land.coasts(ground);
    // Letters keep their size however wide the map is.
    new ResizeObserver(() => {
      if (!svg.clientWidth) return;
      [wide, high] = [svg.clientWidth, svg.clientHeight];
      svg.setAttribute("viewBox", `0 0 ${wide} ${high}`);
      draw();
    }).observe(svg);
    draw();
  };
  const look = (root) => { for (const each of root.querySelectorAll("[data-pin]")) begin(each); };
  look(document);
  document.addEventListener("chronicle:shown", (event) => look(event.detail));
})();
