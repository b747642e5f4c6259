// The chosen point: its terms beside today, its proof, and the way to its map.

function drawDetails() {
  const point = data.points[state.point];
  const go = (by) => () => choose(Math.min(data.points.length - 1, Math.max(0, state.point + by)));
  const step = (key, by, sign, edge) => h("button", { type: "button", class: "plain step", "data-key": key, "aria-label": t(key), disabled: state.point === edge,
    text: sign, on: { click: go(by) } });
  const focused = document.activeElement?.getAttribute("data-key");
  replace("details",
    h("div", { class: "details__head" }, h("h2", { text: t("point_of", { number: number(point.number), count: number(data.points.length) }) }),
      h("span", { class: "steps" }, step("previous", -1, "\u2190", 0), step("next", 1, "\u2192", data.points.length - 1))),
    h("p", { class: "marks" }, marksOf(point).map((mark) => h("span", { class: "tag", text: mark })),
      h("span", { class: `dot-proof ${point.status === "optimal" ? "dot-proof--optimal" : ""}`, "aria-hidden": "true" }), h("span", { text: proofOf(point) })),
    h("dl", { class: "terms" }, data.terms.map((term, place) => h("div", {}, h("dt", { text: termTitle(place) }),
      h("dd", {}, h("strong", { text: termValue(place, point.values[place]) }), boundText(point, place))))),
    h("p", {}, h("a", { class: "button", href: point.link, "data-key": "open", text: t("open") })),
    h("h3", { text: t("against_today") }), againstToday(point));
  if (["previous", "next", "open"].includes(focused)) document.querySelector(`#details [data-key="${focused}"]:not([disabled])`)?.focus();
}

function boundText(point, place) {
  const apart = point.values[place] - point.bounds[place] > 1e-3 * Math.max(1, Math.abs(point.values[place]));
  return apart ? h("span", { class: "muted", text: ` (${t("bound")} ${termValue(place, point.bounds[place])})` }) : null;
}

function againstToday(point) {
  const rows = [[t("programmes"), data.today.programmes, point.programmes, "programmes"],
    ...Object.keys(point.terms).filter((term) => point.terms[term] !== 0 || data.today.terms[term])
      .map((term) => [termName(term), data.today.terms[term] ?? null, point.terms[term], data.units[term]])];
  return h("table", { class: "compare" }, h("thead", {}, h("tr", {}, h("th", { scope: "col", text: t("term") }),
    h("th", { scope: "col", class: "numeric", text: t("mode_today") }), h("th", { scope: "col", class: "numeric", text: t("point_short", { number: point.number }) }))),
  h("tbody", {}, rows.map(([name, today, value, unit]) => {
    const written = (one) => (one === null ? "\u2013" : figureOf(one, unit, Math.max(Math.abs(today ?? 0), Math.abs(value))));
    const shownUnit = unit === "share" ? "" : large(unit, today, value) ? ` (${t("million")} ${unitName(unit)})` : ` (${unitName(unit)})`;
    return h("tr", {}, h("th", { scope: "row" }, name, h("span", { class: "unit", text: shownUnit })),
      h("td", { class: "numeric", text: written(today) }), h("td", { class: "numeric", text: written(value) }));
  })));
}

function large(unit, today, value) {
  return unit.startsWith("EUR") && Math.max(Math.abs(today ?? 0), Math.abs(value)) >= 1e6;
}

function figureOf(value, unit, largest) {
  if (unit === "share") return percent(value, 1);
  if (unit.startsWith("EUR") && largest >= 1e6) return number(value / 1e6, 1);
  return number(value, SMALL_UNITS.includes(unit) ? 1 : 0);
}
