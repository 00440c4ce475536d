// The land of readers' maps under something else: where a point of the globe lies on it, and back; coasts and
// borders, degrees and a scale. The formulas are those of solidary/site/maps/projections.py.
window.landMap = (land) => {
  const SVG = "http://www.w3.org/2000/svg";
  const EARTH = 6371; // kilometres
  const { middle, cone, reach } = land.projection;
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const degrees = (angle) => (angle * 180) / Math.PI;
  const around = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;
  const upward = (latitude) => Math.tan(Math.PI / 4 + latitude / 2);
  const conic = {
    project: ([longitude, latitude]) => {
      const away = latitude >= 90 ? 0 : reach / upward(radians(Math.max(latitude, -89))) ** cone;
      const turn = cone * radians(around(longitude - middle));
      return [away * Math.sin(turn), -away * Math.cos(turn)];
    },
    unproject: ([x, y]) => {
      const turn = Math.atan2(x, -y);
      const away = Math.hypot(x, y);
      if (Math.abs(turn) > cone * Math.PI || !away) return null;
      return [around(middle + degrees(turn / cone)), degrees(2 * Math.atan((reach / away) ** (1 / cone)) - Math.PI / 2)];
    },
  };
  const A = [1.340264, -0.081106, 0.000893, 0.003796];
  const height = (up) => up * (A[0] + A[1] * up ** 2 + up ** 6 * (A[2] + A[3] * up ** 2));
  const slope = (up) => A[0] + 3 * A[1] * up ** 2 + up ** 6 * (7 * A[2] + 9 * A[3] * up ** 2);
  const equalEarth = {
    project: ([longitude, latitude]) => {
      const up = Math.asin((Math.sqrt(3) / 2) * Math.sin(radians(latitude)));
      return [(radians(around(longitude - middle)) * Math.cos(up) * 2) / Math.sqrt(3) / slope(up), height(up)];
    },
    unproject: ([x, y]) => {
      if (Math.abs(y) > height(Math.PI / 3)) return null;
      let up = y;
      for (let step = 0; step < 12; step++) up -= (height(up) - y) / slope(up);
      const along = (x * slope(up) * Math.sqrt(3)) / 2 / Math.cos(up);
      if (Math.abs(along) > Math.PI) return null;
      const sine = Math.min(1, Math.max(-1, (2 / Math.sqrt(3)) * Math.sin(up)));
      return [around(middle + degrees(along)), degrees(Math.asin(sine))];
    },
  };
  const { project, unproject } = cone === undefined ? equalEarth : conic;

  // Units of the land file, from its upper left corner.
  const toUnits = (spot) => {
    const [x, y] = project(spot);
    return [(x - land.left) / land.unit, (land.top - y) / land.unit];
  };
  const toSpot = ([x, y]) => unproject([land.left + x * land.unit, land.top - y * land.unit]);
  const kilometre = 1 / (land.unit * EARTH);

  const made = (name, attributes, text) => {
    const each = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) each.setAttribute(key, value);
    if (text) each.textContent = text;
    return each;
  };
  // Colours are those of the page, whatever the file would look like by itself.
  const coasts = async (group) => {
    const answer = await fetch(land.file).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
    group.replaceChildren(...[...drawn.querySelectorAll("path")].map((each) => made("path", { d: each.getAttribute("d") })));
  };

  const STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20];
  const far = (step) => `${+step.toFixed(3)}°`;
  // Degrees as lines over what is shown. `view`: { wide, high, at: spot → pixels, spot: pixels → spot, pixels }
  const graticule = (view) => {
    const { wide, high } = view;
    const edges = [0, 0.25, 0.5, 0.75, 1].flatMap((part) => [[part * wide, 0], [part * wide, high], [0, part * high], [wide, part * high]]);
    const spots = edges.map(view.spot).filter(Boolean);
    if (spots.length < edges.length) return [];
    const middle = view.spot([wide / 2, high / 2]);
    const degree = view.pixels * kilometre * EARTH * radians(1);
    const apart = (pixels) => STEPS.find((each) => each * pixels > 84) || STEPS.at(-1);
    const bounds = (values) => [Math.min(...values), Math.max(...values)];
    const lines = [];
    const run = (points, label) => {
      const shown = points.map(view.at);
      lines.push(made("polyline", { points: shown.map((each) => each.map((value) => value.toFixed(1)).join(",")).join(" ") }));
      label(shown);
    };
    const crossing = (shown, axis, value) => {
      for (let at = 1; at < shown.length; at++) {
        const [a, b] = [shown[at - 1], shown[at]];
        if ((a[axis] - value) * (b[axis] - value) > 0 || a[axis] === b[axis]) continue;
        return a[1 - axis] + ((value - a[axis]) / (b[axis] - a[axis])) * (b[1 - axis] - a[1 - axis]);
      }
      return null;
    };
    const [south, north] = bounds(spots.map((each) => each[1]));
    const relative = bounds(spots.map((each) => around(each[0] - middle[0])));
    const [west, east] = relative.map((each) => each + middle[0]);
    const parts = [...Array(17).keys()].map((each) => each / 16);
    const up = apart(degree);
    for (let lat = Math.ceil(south / up) * up; lat <= north; lat += up) {
      run(parts.map((part) => [west + part * (east - west), lat]), (shown) => {
        const y = crossing(shown, 0, 2);
        if (y !== null && y > 16 && y < high - 24) lines.push(made("text", { x: 4, y: y - 4 }, far(lat)));
      });
    }
    const across = apart(degree * Math.max(Math.cos(radians(middle[1])), 0.05));
    for (let lon = Math.ceil(west / across) * across; lon <= east; lon += across) {
      run(parts.map((part) => [lon, south + part * (north - south)]), (shown) => {
        const x = crossing(shown, 1, high - 2);
        if (x !== null && x > 44 && x < wide - 44) lines.push(made("text", { x: x + 4, y: high - 6 }, far(around(lon))));
      });
    }
    return lines;
  };
  // A bar of so many kilometres, at the upper right corner.
  const scale = (view) => {
    const pixels = view.pixels * kilometre;
    const round = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].filter((each) => each * pixels <= 110).at(-1);
    if (!round) return [];
    const end = view.wide - 12;
    return [
      made("path", { d: `M${end - round * pixels} 8v5h${round * pixels}v-5`, class: "chron-map__bar" }),
      made("text", { x: end, y: 28, "text-anchor": "end" }, `${round} km`),
    ];
  };
  return { toUnits, toSpot, kilometre, coasts, graticule, scale, made };
};
