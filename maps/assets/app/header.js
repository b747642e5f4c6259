// The bar and the tools: title, key figures, modes, picker, layers, views, language.

function drawHeader() {
  const { scenario, dataset, year } = data.titles;
  document.documentElement.lang = state.lang;
  document.title = `${named(scenario)} \u2013 Bundel`;
  byId("title").textContent = named(scenario);
  const teaching = data.campuses.filter((_, campus) => totals.today[campus].programmes || totals.plan[campus].programmes).length;
  const parts = [plural("institutions", data.institutions.length), plural("campuses", teaching), named(dataset)];
  if (year && !named(dataset).includes(year)) parts.push(year);
  replace("subtitle", parts.join(" \u00b7 "), ...estimateMark());
  replace("figures", data.figures.map(figureElement));
  byId("skip").textContent = t("skip_map");
}

function estimateMark() {
  const share = data.notes.estimated_share;
  if (share <= 0) return [];
  return [" ", h("span", { class: "mark-estimate", text: share > 0.99 ? t("all_estimated") : t("part_estimated", { share: percent(share) }) })];
}

function figureElement(figure) {
  if (figure.plan === null) return null;
  const name = t(`figure_${figure.name}`);
  const { before, after, unit, change: by } = shiftedAmount(figure.today ?? 0, figure.plan, figure.unit);
  const term = h("dt", { text: name.toLowerCase().includes(unit.toLowerCase()) ? name : `${name} (${unit})` });
  const of = figure.of ? h("span", { class: "muted", text: ` (${percent(figure.plan / figure.of)})` }) : null;
  const values = figure.today === null || !planned ? [h("strong", { text: after }), of]
    : [`${before} \u2192 `, h("strong", { text: after }), h("span", { class: "muted", text: ` (${by})` })];
  return h("div", {}, term, h("dd", {}, values));
}

function pressButton(key, text, pressed, choose, extra = {}) {
  return h("button", { type: "button", "data-key": key, "aria-pressed": String(pressed), text, on: { click: choose }, ...extra });
}

function drawTools() {
  fill(byId("tools"), { "aria-label": t("tools") }, []);
  fill(byId("modes"), { "aria-label": t("modes") }, []);
  replace("modes", data.modes.map((mode) => pressButton(`mode-${mode}`, t(`mode_${mode}`), state.mode === mode,
    () => change({ mode }, t(`mode_${mode}_said`)), compared ? { title: t(`mode_${mode}_said`) } : {})));
  fill(byId("views"), { "aria-label": t("views") }, []);
  replace("views", ["map", "list", "tables"].map((view) => pressButton(`view-${view}`, t(`view_${view}`), state.view === view,
    () => change({ view }, t(`view_${view}`)))));
  fill(byId("languages"), { "aria-label": t("language") }, []);
  replace("languages", ["nl", "en"].map((lang) => pressButton(`lang-${lang}`, lang.toUpperCase(), state.lang === lang,
    () => change({ lang }), { lang, "aria-label": `${lang.toUpperCase()} \u2013 ${data.messages[lang].language_name}` })));
  byId("print").textContent = t("print");
  byId("picker-label").textContent = t("specialisation");
  drawPicker();
  drawLayers();
}

function drawPicker() {
  const groups = data.families.map((family, place) => {
    const options = subjects.filter((subject) => subject.family === place).flatMap(pickerOptions);
    return options.length ? h("optgroup", { label: `${family.letter} \u00b7 ${named(family.name)}` }, options) : null;
  });
  replace("picker", h("option", { value: "", text: t("all_specialisations", { count: number(data.specialisations.length) }) }), ...groups);
  byId("picker").value = state.pick;
}

// A subject taught at one degree is one option; else one for all its degrees, and one for each.
function pickerOptions(subject) {
  const one = (place, indent) => {
    const { id, degree } = data.specialisations[place];
    return h("option", { value: `one:${id}`, text: `${indent}${specialisationName(place)} (${degreeMark(degree)})` });
  };
  if (subject.members.length === 1) return [one(subject.members[0], "")];
  const marks = subject.members.map((place) => degreeMark(data.specialisations[place].degree)).join(" + ");
  return [h("option", { value: `all:${subject.id}`, text: `${subjectName(subject)} (${marks})` }),
    ...subject.members.map((place) => one(place, "\u2003"))];
}

function drawLayers() {
  const names = ["badges", "leads", "institute", "firms"].filter((name) => layerApplies(name));
  replace("layers", h("legend", { class: "unseen", text: t("layers") }), names.map((name) => h("label", { class: "chip" },
    h("input", { type: "checkbox", "data-key": `layer-${name}`, ...(state.layers[name] ? { checked: true } : {}),
      on: { change: (event) => change({ layers: { ...state.layers, [name]: event.currentTarget.checked } },
        `${t(`layer_${name}`)}: ${t(event.currentTarget.checked ? "layer_on" : "layer_off")}`) } }),
    h("span", { text: t(`layer_${name}`) }))));
}

function layerApplies(name) {
  if (name === "badges") return state.mode === "changes" && !state.pick;
  if (name === "leads") return mayLead() && !state.pick;
  if (name === "institute") return instituteIn(state.mode).hosts.length > 0;
  return data.firms.length > 0;
}
