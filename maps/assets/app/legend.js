// The legend says what is on the map now, and nothing else.

function key(mark, text) {
  return h("li", {}, s("svg", { class: "key", viewBox: "-14 -14 28 28", "aria-hidden": "true" }, mark), h("span", { text }));
}

function familyKey(family) {
  return h("li", {}, h("span", { class: "family", "data-family": family.letter, "aria-hidden": "true", text: family.letter }),
    h("span", { text: named(family.name) }));
}

function drawLegend() {
  const parts = [h("h2", { text: t("legend") })];
  const shade = shading();
  const layers = layersLegend();
  if (state.campus === null) parts.push(...(state.pick ? pickLegend() : campusLegend()), layers, shade && shadeLegend(shade));
  else parts.push(shade && shadeLegend(shade), ...(state.pick ? pickLegend() : campusLegend()), layers);
  replace("legend", parts);
  paintFamilies(byId("legend"));
}

// Colours of families come from the data; set here because a style attribute would break the page's policy.
function paintFamilies(root) {
  for (const mark of root.querySelectorAll("[data-family]")) {
    const family = data.families.find((one) => one.letter === mark.dataset.family);
    mark.style.background = family.colour;
    mark.style.color = family.ink;
  }
}

function campusLegend() {
  const present = new Set(data.programmes.map(familyOf));
  const entries = [];
  if (state.campus === null) entries.push(h("p", { class: "muted", text: t(state.mode === "today" ? "legend_donut_today" : "legend_donut_plan") }), h("ul", { class: "keys keys--three" }, data.families.filter((_, place) => present.has(place)).map(familyKey)));
  else if (state.mode === "changes") entries.push(statusKeys());
  const marks = [];
  if (state.mode === "changes") {
    marks.push(key(s("circle", { r: 10, class: "plate emptied" }), t("legend_emptied")));
    if (state.layers.badges && !isCompact()) {
      marks.push(key(badge("\u22122", 0, 0, CLOSED), t("legend_closed")), key(badge("+1", 0, 0, OPENED), t("legend_opened")));
    }
  }
  if (state.campus !== null) {
    const shape = s("path", { d: ribbon({ x: -12, y: 4 }, { x: 12, y: 0 }, 7), class: state.mode === "changes" ? "shift" : "origin" });
    marks.push(key(shape, t(state.mode === "changes" ? "legend_shift" : "legend_origin")));
  }
  if (state.zone !== null) marks.push(key(s("path", { d: ribbon({ x: -12, y: 4 }, { x: 12, y: 0 }, 7), class: "origin" }), t("legend_destination")));
  if (marks.length) entries.push(h("ul", { class: "keys keys--marks" }, marks));
  return entries;
}

function pickLegend() {
  const grey = s("circle", { r: 9, fill: "#5d6b75" });
  const marks = [key(grey, t(state.mode === "changes" ? "legend_disc_change" : "legend_disc"))];
  if (mayLead()) marks.push(key(star(0, 0, 10), t("lead_centre")));
  if (state.mode === "changes") {
    marks.push(key(s("g", {}, s("circle", { r: 9, class: "plate emptied" }), cross(9)), t("legend_stops")),
      key(s("g", {}, s("circle", { r: 7, fill: "#5d6b75" }), s("circle", { r: 10.5, class: "ring-new" })), t("legend_new")),
      key(s("circle", { r: 10, class: "before before--key" }), t("legend_before")),
      key(s("path", { d: ribbon({ x: -12, y: 4 }, { x: 12, y: 0 }, 7), class: "shift" }), t("legend_shift")));
  }
  const degrees = [...new Set(pickedSpecialisations().map((place) => data.specialisations[place].degree))];
  return [h("ul", { class: "keys" }, marks, degrees.map((degree) => h("li", {},
    h("span", { class: "degree", text: degreeMark(degree) }), h("span", { text: degreeName(degree) }))))];
}

function layersLegend() {
  const marks = [];
  if (!state.pick && state.layers.leads && mayLead()) marks.push(key(star(0, 0, 11, "2"), t("legend_leads")));
  if (state.layers.institute && instituteIn(state.mode).hosts.length) {
    marks.push(key(hostMark(10), t("legend_host")));
    marks.push(key(s("path", { d: ribbon({ x: -12, y: 4 }, { x: 12, y: 0 }, 7), class: "feed" }), t("legend_feed")));
  }
  if (state.layers.firms && data.firms.length) marks.push(key(diamond(0, 0), t("legend_firm")));
  return marks.length ? h("ul", { class: "keys keys--marks" }, marks) : null;
}

// Classes with their bounds written out; each names its unit in the heading.
function shadeLegend({ kind, breaks, colours }) {
  const format = kind === "extra" ? (value) => number(value, value % 1 ? 1 : 0) : (value) => percent(value);
  const names = colours.map((_, place) => {
    if (place === 0) return kind === "extra" ? `< ${format(breaks[0])}` : `< ${format(breaks[0])}`;
    if (place === breaks.length) return `\u2265 ${format(breaks[place - 1])}`;
    const dash = breaks[place - 1] < 0 ? " \u2013 " : "\u2013";
    return `${format(breaks[place - 1])}${dash}${format(breaks[place])}`;
  });
  const list = h("ol", { class: "classes" }, colours.map((colour, place) => {
    const swatch = h("span", { class: "swatch" });
    swatch.style.background = colour;
    return h("li", {}, swatch, h("span", { text: names[place] }));
  }));
  return h("div", { class: "shade" }, h("h3", { text: t(kind === "extra" ? "shade_extra" : state.mode === "today" ? "shade_today" : "shade_plan") }), list);
}
