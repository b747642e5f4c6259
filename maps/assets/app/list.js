// The same campuses as a list: what a narrow screen opens with.

// On a narrow screen the details open below the chosen campus; else the dock stays in sight under the list.
function drawList() {
  byId("dock").append(byId("details"));
  if (state.view !== "list") return replace("list");
  const towns = new Map();
  for (const item of glyphItems(1, false).filter((one) => one.campus !== undefined && one.shown)) {
    const town = townOf(item.campus);
    towns.set(town, [...(towns.get(town) ?? []), item]);
  }
  const sorted = [...towns].sort(([one], [other]) => one.localeCompare(other, LOCALES[state.lang]));
  const told = compared && window.innerWidth < NARROW && state.campus === null && state.zone === null && !state.pick;
  replace("list", told ? byId("details") : null, h("h2", { text: state.pick ? pickedName() : t("list_title") }), h("div", { class: "towns" }, sorted.map(([town, items]) => (
    h("section", { class: "town-block" }, h("h3", { text: town }), h("ul", {}, items.map(listEntry)))))));
}

function listEntry(item) {
  const picture = s("svg", { class: "list__mark", viewBox: "-34 -34 68 68", "aria-hidden": "true" }, drawItem({ ...item, radius: item.empty || item.closed ? 14 : 26, before: 0 }));
  const lines = itemText(item).slice(2);
  return h("li", {}, h("button", { type: "button", class: "list__row", "data-key": `list-${item.key}`,
    "aria-pressed": String(isChosen(item)), on: { click: () => chooseCampus(item.campus) } }, picture,
  h("span", { class: "list__text" }, h("strong", { text: campusName(item.campus) }), lines.map((line) => h("span", { text: line })))),
  isChosen(item) && window.innerWidth < NARROW && !isRepeated(item) ? byId("details") : null);
}

// With several programmes of one subject at a campus, the details open below the first.
function isRepeated(item) {
  return item.kind === "programme" && pickedProgrammes().find((one) => one.campus === item.campus) !== item.programme;
}
