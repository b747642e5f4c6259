// The chart: an SVG drawn for the width at hand; every point is a link to its map.

const PAPER = { width: 1000, height: 385 };

function frameOf(width, height) {
  const narrow = width < 560;
  return { width, height: height ?? (narrow ? 380 : 540), left: narrow ? 64 : 84, right: narrow ? 16 : 26, top: 38, bottom: 58,
    radius: narrow ? 8 : 10.5, narrow };
}

function drawChart({ width, height } = { width: byId("chart").clientWidth }) {
  const frame = frameOf(Math.max(280, width), height);
  const [x, y] = [X, Y].map((axis) => rangeOf(axis, state.today));
  const place = {
    x: (value) => frame.left + ((value - x.low) / (x.high - x.low)) * (frame.width - frame.left - frame.right),
    y: (value) => frame.height - frame.bottom - ((value - y.low) / (y.high - y.low)) * (frame.height - frame.top - frame.bottom),
  };
  const label = t(third ? "chart_label_third" : "chart_label", { count: number(data.points.length), x: termName(data.terms[X].name),
    y: termName(data.terms[Y].name), z: third ? termName(data.terms[Z].name) : "" });
  replace("chart", s("svg", { viewBox: `0 0 ${frame.width} ${frame.height}`, width: frame.width, height: frame.height, role: "group", "aria-label": label },
    gridOf(frame, x, y, place), lineOf(place), data.points.map((point) => boundOf(point, place)),
    state.today && data.today.values.length ? todayMark(place) : null,
    s("g", { id: "points" }, data.points.map((_, index) => pointLink(index, frame, place))),
    callouts(frame, place)));
  markChosen();
}

function gridOf(frame, x, y, place) {
  const across = ticks(x.low, x.high, frame.narrow ? 5 : 10, data.terms[X].whole);
  const up = ticks(y.low, y.high, 6, data.terms[Y].whole);
  const bottom = frame.height - frame.bottom;
  const written = (axis, value, digits) => (data.terms[axis].unit === "share" ? percent(value, 0) : number(value, digits));
  return s("g", { class: "grid", "aria-hidden": "true" },
    up.places.flatMap((value) => [s("line", { x1: frame.left, x2: frame.width - frame.right, y1: place.y(value), y2: place.y(value) }),
      s("text", { x: frame.left - 9, y: place.y(value) + 4, "text-anchor": "end", text: written(Y, value, up.digits) })]),
    across.places.flatMap((value) => [s("line", { class: "tick", x1: place.x(value), x2: place.x(value), y1: bottom, y2: bottom + 5 }),
      s("text", { x: place.x(value), y: bottom + 20, "text-anchor": "middle", text: written(X, value, across.digits) })]),
    s("line", { class: "axis", x1: frame.left, x2: frame.width - frame.right, y1: bottom, y2: bottom }),
    s("text", { class: "axis-title", x: frame.narrow ? 4 : 12, y: 17, text: `${termTitle(Y)} \u2193 ${t("better")}` }),
    s("text", { class: "axis-title", x: frame.width - frame.right, y: frame.height - 12, "text-anchor": "end", text: `${t("better")} \u2190 ${termTitle(X)}` }));
}

// The line joins plans of which none betters another in the two terms that are drawn.
function lineOf(place) {
  const sorted = [...data.points].sort((one, other) => one.values[X] - other.values[X] || one.values[Y] - other.values[Y]);
  let best = Infinity;
  const corners = sorted.filter((point) => {
    const better = point.values[Y] < best;
    best = Math.min(best, point.values[Y]);
    return better;
  });
  return s("path", { class: "front-line", "aria-hidden": "true",
    d: corners.map((point, index) => `${index ? "L" : "M"}${place.x(point.values[X]).toFixed(1)} ${place.y(point.values[Y]).toFixed(1)}`).join("") });
}

function boundOf(point, place) {
  const [x, from, to] = [place.x(point.values[X]), place.y(point.values[Y]), place.y(point.bounds[Y])];
  if (to - from < 2) return null;
  return s("path", { class: "bound", "aria-hidden": "true", d: `M${x} ${from}V${to}M${x - 5} ${to}h10` });
}

function todayMark(place) {
  const [x, y] = [place.x(data.today.values[X]), place.y(data.today.values[Y])];
  return s("g", { class: "now", role: "img", "aria-label": `${t("today_mark_long")}: ${termValue(X, data.today.values[X])}; ${termValue(Y, data.today.values[Y])}` },
    s("path", { d: `M${x} ${y - 9}l9 9l-9 9l-9 -9z` }), s("text", { x: x - 14, y: y + 4, "text-anchor": "end", text: t("today_mark") }));
}

function pointLink(index, frame, place) {
  const point = data.points[index];
  const [x, y] = [place.x(point.values[X]), place.y(point.values[Y])];
  const level = third ? third.of(point.values[Z]) : 0;
  const inside = third ? LETTERS[level] : frame.narrow ? "" : String(point.number);
  const classes = ["point", third ? `point--level-${level}` : "point--plain", point.knee ? "point--knee" : "", point.status === "optimal" ? "" : "point--open"];
  return s("a", { href: point.link, class: classes.filter(Boolean).join(" "), "data-key": `point-${index}`, "data-index": index, tabindex: -1,
    "aria-label": `${spoken(point)} ${t("open")}`, on: { mouseenter: () => choose(index), focus: () => choose(index), keydown: (event) => steer(event, index) } },
  s("circle", { class: "reach", cx: x, cy: y, r: 13 }),
  point.knee ? s("circle", { class: "ring", cx: x, cy: y, r: frame.radius + 4.5 }) : null,
  s("circle", { class: "dot", cx: x, cy: y, r: frame.radius }),
  inside ? s("text", { class: "dot-text", "aria-hidden": "true", x, y: y + 3.8, "text-anchor": "middle", text: inside }) : null);
}

// Names of the knee and of today's point: below on the left, where no plan can be; two that are near go below each other.
function callouts(frame, place) {
  const marked = data.points.filter((point) => marksOf(point).length);
  const taken = [];
  return marked.map((point) => {
    const [x, y] = [place.x(point.values[X]), place.y(point.values[Y])];
    const rightwards = x < frame.left + 150;
    const [toX, near] = [rightwards ? x + 26 : x - 26, (one) => Math.abs(one[0] - x) < 190];
    let toY = rightwards ? y - 22 : Math.min(y + 30, frame.height - frame.bottom - 22);
    while (taken.some((one) => near(one) && Math.abs(one[1] - toY) < 17)) toY += 18;
    taken.push([x, toY]);
    return s("g", { class: "callout", "aria-hidden": "true" }, s("line", { x1: x + Math.sign(toX - x) * 8, y1: y + Math.sign(toY - y) * 9, x2: toX + Math.sign(x - toX) * 2, y2: toY - 4 }),
      s("text", { x: toX, y: toY, "text-anchor": rightwards ? "start" : "end", text: marksOf(point).join(", ") }));
  });
}

function steer(event, index) {
  const last = data.points.length - 1;
  const to = { ArrowRight: index + 1, ArrowUp: index + 1, ArrowLeft: index - 1, ArrowDown: index - 1, Home: 0, End: last }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  choose(Math.min(last, Math.max(0, to)));
  document.querySelector(`#points [data-index="${state.point}"]`).focus();
}

// Choosing changes marks only: the links stay, so that a click on one arrives.
function choose(index) {
  if (index === state.point) return;
  state.point = index;
  markChosen();
  drawDetails();
  writeHash();
  byId("live").textContent = spoken(data.points[index]);
}

function markChosen() {
  for (const link of document.querySelectorAll("#points .point")) {
    const chosen = Number(link.getAttribute("data-index")) === state.point;
    link.classList.toggle("point--chosen", chosen);
    link.setAttribute("tabindex", chosen ? "0" : "-1");
  }
  for (const cell of document.querySelectorAll("#tables [data-point]")) {
    cell.classList.toggle("chosen", Number(cell.getAttribute("data-point")) === state.point);
  }
}

function drawLegend() {
  const key = (shape, text) => h("li", {}, s("svg", { class: "key", viewBox: "-12 -12 24 24", "aria-hidden": "true" }, shape), h("span", { text }));
  const dot = (level, text) => s("g", { class: `point ${third ? `point--level-${level}` : "point--plain"}` }, s("circle", { class: "dot", r: 10 }),
    s("text", { class: "dot-text", y: 3.8, "text-anchor": "middle", text }));
  const bounded = data.points.some((point) => point.status !== "optimal");
  const levels = third ? [...LETTERS].map((_, level) => {
    const [low, high] = third.ends(level);
    return key(dot(level, LETTERS[level]), t("legend_level", { letter: LETTERS[level], low: termValue(Z, low), high: termValue(Z, high) }));
  }) : [key(dot(0, "7"), t("legend_point"))];
  replace("legend", h("h2", { class: "unseen", text: t("legend") }), third ? h("p", { text: `${termTitle(Z)}:` }) : null,
    h("ul", { class: "keys" }, levels,
      bounded ? key(s("path", { class: "bound", d: "M0 -9V9M-5 9h10" }), t("legend_bound")) : null,
      state.today ? key(s("path", { class: "now-key", d: "M0 -9l9 9l-9 9l-9 -9z" }), t("legend_today")) : null),
    h("p", { class: "hint", text: t("hint") }));
}
