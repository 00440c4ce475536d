// A pin on a map: dragged by a pointer, moved by arrows. The two numbers beside it are what is sent, and all
// there is without scripts. The map has a grid of degrees, and the record's places by their names.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const within = (value, low, high) => Math.min(Math.max(value, low), high);
  const made = (name, attributes, text) => {
    const each = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) each.setAttribute(key, value);
    if (text) each.textContent = text;
    return each;
  };
  const STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

  const begin = (box) => {
    if (box.dataset.lives !== undefined) return;
    box.dataset.lives = "";
    const map = box.querySelector("[data-map]");
    const svg = box.querySelector("[data-map-svg]");
    const pin = box.querySelector("[data-map-pin]");
    const grid = box.querySelector("[data-map-grid]");
    const said = box.querySelector("[data-map-said]");
    const [latitude, longitude] = box.querySelectorAll("input[type=number]");
    const town = [box.dataset.latitude, box.dataset.longitude].map(parseFloat);
    const places = JSON.parse(box.dataset.places || "[]");
    if (!town.every(Number.isFinite)) return;
    map.hidden = false;
    let [north, east] = town;
    let [wide, high] = [600, 400];
    let degrees = 0.12; // of latitude, from the middle to the upper edge
    const squeeze = () => Math.max(Math.cos((north * Math.PI) / 180), 0.05);
    const scale = () => high / 2 / degrees;
    const x = (lon) => wide / 2 + (lon - east) * scale() * squeeze();
    const y = (lat) => high / 2 - (lat - north) * scale();
    const at = () => {
      const typed = [latitude.value, longitude.value].map(parseFloat);
      return typed.every(Number.isFinite) ? typed : null;
    };

    const draw = () => {
      const apart = (pixels) => STEPS.find((each) => each * pixels > 72) || 20;
      const [up, across] = [apart(scale()), apart(scale() * squeeze())];
      const lines = [];
      for (let lat = Math.ceil((north - degrees) / up) * up; lat <= north + degrees; lat += up) {
        lines.push(made("line", { x1: 0, x2: wide, y1: y(lat), y2: y(lat) }), made("text", { x: 4, y: y(lat) - 4 }, `${+lat.toFixed(3)}°`));
      }
      const half = (degrees * wide) / high / squeeze();
      for (let lon = Math.ceil((east - half) / across) * across; lon <= east + half; lon += across) {
        lines.push(made("line", { y1: 0, y2: high, x1: x(lon), x2: x(lon) }), made("text", { x: x(lon) + 4, y: high - 6 }, `${+lon.toFixed(3)}°`));
      }
      // Degrees are written along two edges: no name there.
      const taken = [{ left: 0, right: wide, top: high - 18, bottom: high }, { left: 0, right: 48, top: 0, bottom: high }];
      for (const [name, lat, lon] of places) {
        const [px, py] = [x(lon), y(lat)];
        if (px < 0 || px > wide || py < 0 || py > high) continue;
        lines.push(made("circle", { cx: px, cy: py, r: 4, class: "chron-map__town" }));
        const room = { left: px, right: px + 14 + name.length * 9, top: py - 10, bottom: py + 10 };
        if (room.right > wide || taken.some((each) => each.left < room.right && each.right > room.left && each.top < room.bottom && each.bottom > room.top)) continue;
        taken.push(room);
        lines.push(made("text", { x: px + 9, y: py + 5, class: "chron-map__name" }, name));
      }
      grid.replaceChildren(...lines);
      const [lat, lon] = at() || town;
      pin.setAttribute("transform", `translate(${x(lon)} ${y(lat)})`);
      pin.setAttribute("class", at() ? "chron-map__pin" : "chron-map__pin chron-map__pin--town");
    };
    const put = ([lat, lon]) => {
      latitude.value = within(lat, -90, 90).toFixed(5);
      longitude.value = within(lon, -180, 180).toFixed(5);
      draw();
    };
    const say = () => { said.textContent = at() ? `${latitude.value}°, ${longitude.value}°` : ""; };
    const zoom = (factor) => {
      degrees = within(degrees * factor, 0.002, 20);
      [north, east] = at() || town;
      draw();
    };
    const where = (event) => {
      const edge = svg.getBoundingClientRect();
      const px = ((event.clientX - edge.left) / edge.width) * wide;
      const py = ((event.clientY - edge.top) / edge.height) * high;
      return [north - (py - high / 2) / scale(), east + (px - wide / 2) / scale() / squeeze()];
    };

    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      svg.focus();
      svg.setPointerCapture(event.pointerId);
      // Held by the pin, it keeps the distance at which it was taken.
      const [lat, lon] = at() || town;
      const held = pin.contains(event.target) ? where(event) : null;
      const off = held ? [lat - held[0], lon - held[1]] : [0, 0];
      const move = (each) => { const [a, b] = where(each); put([a + off[0], b + off[1]]); };
      if (!held) move(event);
      const end = () => {
        svg.removeEventListener("pointermove", move);
        say();
      };
      svg.addEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, end, { once: true });
    });
    const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 0], ArrowDown: [-1, 0] };
    svg.addEventListener("keydown", (event) => {
      const arrow = ARROWS[event.key];
      if (event.altKey || event.metaKey) return;
      if (event.key === "+" || event.key === "=") zoom(0.5);
      else if (event.key === "-") zoom(2);
      else if (event.key === "Delete" || event.key === "Backspace") none();
      else if (arrow) {
        const step = ((event.shiftKey ? 40 : event.ctrlKey ? 1 : 8) / scale());
        const [lat, lon] = at() || town;
        put([lat + arrow[0] * step, lon + (arrow[1] * step) / squeeze()]);
        const [px, py] = [x(parseFloat(longitude.value)), y(parseFloat(latitude.value))];
        if (px < 30 || px > wide - 30 || py < 40 || py > high - 20) { [north, east] = at(); draw(); }
        say();
      } else return;
      event.preventDefault();
    });
    const none = () => { latitude.value = longitude.value = ""; [north, east] = town; draw(); say(); };
    box.querySelector("[data-map-in]").addEventListener("click", () => zoom(0.5));
    box.querySelector("[data-map-out]").addEventListener("click", () => zoom(2));
    box.querySelector("[data-map-none]").addEventListener("click", none);
    for (const input of [latitude, longitude]) input.addEventListener("input", () => { if (at()) [north, east] = at(); draw(); });
    [north, east] = at() || town;
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
