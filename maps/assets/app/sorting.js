// Tables that can be sorted by any column.

function column(name, unit, value, show = null) {
  return { name, unit, value, show: show ?? ((row) => value(row)), numeric: show !== null };
}

function figure(name, unit, value, digits = 0, mark = () => "") {
  return column(name, unit, value, (row) => (value(row) === null ? "\u2013" : mark(row) + number(value(row), digits)));
}

function sortedRows(table) {
  const sort = state.sort[table.id];
  if (!sort) return table.rows;
  const { value } = table.columns[sort.column];
  const compare = (one, other) => (typeof one === "number" && typeof other === "number" ? one - other
    : String(one ?? "").localeCompare(String(other ?? ""), LOCALES[state.lang]));
  return [...table.rows].sort((one, other) => (sort.down ? -1 : 1) * compare(value(one), value(other)));
}

function headerCell(table, place) {
  const one = table.columns[place];
  const sort = state.sort[table.id];
  const active = sort?.column === place;
  const turn = () => change({ sort: { ...state.sort, [table.id]: { column: place, down: active && !sort.down } } }, t("sorted", { name: one.name }));
  return h("th", { scope: "col", class: one.numeric ? "numeric" : null, "aria-sort": active ? (sort.down ? "descending" : "ascending") : null },
    h("button", { type: "button", "data-key": `sort-${table.id}-${place}`, on: { click: turn } },
      h("span", { text: one.name }), one.unit ? h("span", { class: "unit", text: ` (${one.unit})` }) : null,
      h("span", { class: "arrow", "aria-hidden": "true", text: active ? (sort.down ? "\u25bc" : "\u25b2") : "\u2195" })));
}

function tableElement(table) {
  const rows = sortedRows(table).map((row) => h("tr", {}, table.columns.map((one, place) => (
    h(place === 0 ? "th" : "td", { scope: place === 0 ? "row" : null, class: one.numeric ? "numeric" : null, text: String(one.show(row) ?? "") })))));
  return h("section", { id: `table-${table.id}` }, h("h3", { id: `title-${table.id}`, text: table.title }),
    table.note ? h("p", { class: "muted", text: table.note }) : null, table.above,
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-labelledby": `title-${table.id}` },
      h("table", {}, h("thead", {}, h("tr", {}, table.columns.map((_, place) => headerCell(table, place)))), h("tbody", {}, rows))));
}
