// The marks of the map as SVG: donuts, discs, badges, stars, ribbons. All take pixels and return elements.

const INK = "#16232d";
const CLOSED = "#8c1033";
const OPENED = "#0b5d43";
const RING = 9.5;

function arc(outer, inner, from, to) {
  const point = (radius, angle) => `${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`;
  const large = to - from > Math.PI ? 1 : 0;
  return `M${point(outer, from)}A${outer} ${outer} 0 ${large} 1 ${point(outer, to)}L${point(inner, to)}` +
    `A${inner} ${inner} 0 ${large} 0 ${point(inner, from)}Z`;
}

function label(text, x, y, attributes = {}) {
  return s("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": "middle", text, ...attributes });
}

function donutRadius(students, scale) {
  return scale * Math.max(14.5, 34 * Math.sqrt(students / mostStudents));
}

function discRadius(students, most, scale) {
  return scale * Math.max(13, 30 * Math.sqrt(students / Math.max(most, 1)));
}

// A letter stands inside its segment where it fits, and just outside the ring where it does not.
function donut(total, radius, compact) {
  const group = s("g", {});
  const inner = radius - Math.min(RING, radius * 0.58);
  const middle = (radius + inner) / 2;
  group.append(s("circle", { r: radius + 1.5, class: "plate" }));
  let from = 0;
  const shown = total.families.map((students, family) => [students, family]).filter(([students]) => students > 0);
  for (const [students, family] of shown) {
    const { colour, ink, letter } = data.families[family];
    const angle = (students / total.students) * 2 * Math.PI;
    const to = from + Math.min(angle, 2 * Math.PI - 0.0001);
    group.append(shown.length === 1 ? s("circle", { r: middle, fill: "none", stroke: colour, "stroke-width": radius - inner, class: "segment segment--whole" })
      : s("path", { d: arc(radius, inner, from, to), fill: colour, class: "segment" }));
    const halfway = shown.length === 1 ? Math.PI : (from + to) / 2;
    const fits = angle * middle >= 9 && radius - inner >= 8;
    const at = fits ? middle : radius + 5.5;
    const mark = label(letter, at * Math.sin(halfway), -at * Math.cos(halfway) + 3.1, { class: fits ? "letter" : "letter letter--out" });
    if (fits) mark.setAttribute("fill", ink);
    if (fits || (angle > 0.2 && !compact)) group.append(mark);
    from = to;
  }
  group.append(label(String(total.programmes), 0, 4, { class: "count", "font-size": Math.min(15, Math.max(10, inner * 0.95)).toFixed(1) }));
  return group;
}

function emptied(radius) {
  return s("g", {}, s("circle", { r: radius, class: "plate emptied" }), label("0", 0, 4, { class: "count", fill: CLOSED, "font-size": 11 }));
}

function badge(text, x, y, colour) {
  const width = Math.max(16, 6 + text.length * 6.2);
  return s("g", { class: "badge-group", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
    s("rect", { x: -width / 2, y: -8, width, height: 16, rx: 8, class: "badge", stroke: colour }),
    label(text, 0, 3.6, { class: "badge__text", fill: colour }));
}

const STAR = [...Array(10).keys()].map((turn) => {
  const radius = turn % 2 ? 0.46 : 1;
  return `${(radius * Math.sin((turn * Math.PI) / 5)).toFixed(3)},${(-radius * Math.cos((turn * Math.PI) / 5)).toFixed(3)}`;
}).join(" ");

function star(x, y, size, text = "") {
  const group = s("g", { class: "star-group", transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
    s("polygon", { points: STAR, transform: `scale(${size})`, class: "star" }));
  if (text) group.append(label(text, 0, size * 0.42, { class: "star__text" }));
  return group;
}

function cross(radius) {
  const arm = radius * 0.36;
  return s("path", { d: `M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}`, class: "cross" });
}

function degreePill(degree, x, y) {
  const text = degreeMark(degree);
  const width = 6 + text.length * 5.2;
  return s("g", { class: "pill-group", transform: `translate(${(x + width / 2).toFixed(1)} ${y.toFixed(1)})` },
    s("rect", { x: -width / 2, y: -6.5, width, height: 13, rx: 3, class: "pill" }), label(text, 0, 3.2, { class: "pill__text" }));
}

function hostMark(radius) {
  const roof = `M${-radius} ${-radius * 0.3}L0 ${-radius}L${radius} ${-radius * 0.3}V${radius}H${-radius}Z`;
  return s("path", { d: roof, class: "host" });
}

function diamond(x, y) {
  return s("path", { d: `M${x.toFixed(1)} ${(y - 6).toFixed(1)}l6 6l-6 6l-6-6Z`, class: "firm" });
}

// From thin at the start to wide at the end, bent to one side so that two directions stay apart.
function ribbon(start, end, width, startGap = 0, endGap = 0) {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  const control = { x: (start.x + end.x) / 2 - dy * 0.16, y: (start.y + end.y) / 2 + dx * 0.16 };
  const first = Math.min(0.45, startGap / length);
  const last = 1 - Math.min(0.45, endGap / length);
  const [left, right] = [[], []];
  for (let step = 0; step <= 18; step += 1) {
    const u = first + ((last - first) * step) / 18;
    const x = (1 - u) ** 2 * start.x + 2 * u * (1 - u) * control.x + u ** 2 * end.x;
    const y = (1 - u) ** 2 * start.y + 2 * u * (1 - u) * control.y + u ** 2 * end.y;
    const [tx, ty] = [2 * (1 - u) * (control.x - start.x) + 2 * u * (end.x - control.x),
      2 * (1 - u) * (control.y - start.y) + 2 * u * (end.y - control.y)];
    const norm = Math.hypot(tx, ty) || 1;
    const half = (0.8 + (width - 0.8) * (step / 18)) / 2;
    left.push(`${(x - (ty / norm) * half).toFixed(1)} ${(y + (tx / norm) * half).toFixed(1)}`);
    right.unshift(`${(x + (ty / norm) * half).toFixed(1)} ${(y - (tx / norm) * half).toFixed(1)}`);
  }
  return `M${left.join("L")}L${right.join("L")}Z`;
}
