// The chart as tables: every point, and every specialisation along the front.

function hasBounds(place) {
  return data.points.some((point) => point.values[place] > point.bounds[place]);
}

function pointsTable() {
  return { id: "points", title: t("points"), note: t("todays_terms"), rows: data.points, columns: [
    column(t("point"), "", (point) => point.number),
    ...data.terms.map((term, place) => column(termName(term.name), term.unit === "share" ? "" : unitName(term.unit), (point) => point.values[place],
      (point) => termValue(place, point.values[place]))),
    ...[...data.terms.keys()].filter(hasBounds).map((place) => column(`${t("bound")}: ${termName(data.terms[place].name)}`, "", (point) => point.bounds[place], (point) => termValue(place, point.bounds[place]))),
    column(t("programmes"), "", (point) => point.programmes, (point) => number(point.programmes)),
    column(t("gap"), "", (point) => point.gap, (point) => gapText(point.gap)),
    column(t("mark"), "", (point) => marksOf(point).join(", "))] };
}

// Like any sortable table, and a link to the map in the first cell of each row.
function pointsElement() {
  const element = tableElement(pointsTable());
  for (const row of element.querySelectorAll("tbody tr")) {
    const index = data.points.findIndex((point) => String(point.number) === row.firstChild.textContent);
    row.setAttribute("data-point", index);
    row.firstChild.replaceChildren(h("a", { href: data.points[index].link, "aria-label": t("open_said", { number: data.points[index].number }), text: number(data.points[index].number) }));
  }
  return element;
}

function sitesElement() {
  const head = h("tr", {}, h("th", { scope: "col", text: t("specialisation") }), h("th", { scope: "col", class: "numeric", text: t("mode_today") }),
    data.points.map((point, index) => h("th", { scope: "col", class: "numeric", "data-point": index, text: number(point.number), "aria-label": t("point_short", { number: point.number }) })));
  const rows = data.specialisations.map((one, place) => {
    const family = data.families[one.family];
    return h("tr", {}, h("th", { scope: "row" }, h("span", { class: "family", "aria-hidden": "true", text: family.letter }), ` ${named(one.name)} `, h("span", { class: "unit", text: t(`mark_${one.degree}`) })),
      h("td", { class: "numeric", text: number(one.today) }), data.points.map((point, index) => {
        const same = point.sites[place] === one.today;
        return h("td", { class: same ? "numeric same" : "numeric", "data-point": index, text: number(point.sites[place]) });
      }));
  });
  return h("section", { id: "table-sites" }, h("h3", { id: "title-sites", text: t("sites") }), h("p", { class: "muted", text: t("sites_note") }),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": "title-sites" }, h("table", { class: "sites" }, h("thead", {}, head), h("tbody", {}, rows))));
}

function drawTables() {
  replace("tables", pointsElement(), sitesElement());
}
