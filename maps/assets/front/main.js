// Puts the parts together.

function drawHeader() {
  document.documentElement.lang = state.lang;
  byId("skip").textContent = t("skip");
  byId("kicker").textContent = t("kicker");
  byId("title").textContent = `${say(data.titles.scenario)}: ${data.terms.map((term) => termName(term.name).toLocaleLowerCase(LOCALES[state.lang])).join(" \u00b7 ")}`;
  const share = data.notes.estimated_share;
  replace("subtitle", `${say(data.titles.dataset)} `, share > 0 ? h("span", { class: "mark-estimate",
    text: share > 0.99 ? t("all_estimated") : t("part_estimated", { share: percent(share) }) }) : null);
  const open = data.points.filter((point) => point.status !== "optimal").length;
  const gap = gapText(Math.max(...data.points.map((point) => point.gap)));
  const key = !data.complete ? "front_incomplete" : open ? "front_open" : "front_complete";
  replace("proof", h("span", { class: `dot-proof ${key === "front_complete" ? "dot-proof--optimal" : ""}`, "aria-hidden": "true" }),
    t(key, { count: number(data.points.length), open: number(open), gap }));
}

function drawTools() {
  fill(byId("tools"), { "aria-label": t("tools") }, []);
  byId("today-chip").hidden = !data.today.values.length;
  byId("show-today-label").textContent = t("show_today");
  byId("show-today").checked = state.today;
  byId("print").textContent = t("print");
  fill(byId("languages"), { "aria-label": t("language") }, []);
  replace("languages", ["nl", "en"].map((lang) => h("button", { type: "button", "data-key": `lang-${lang}`, "aria-pressed": String(state.lang === lang), lang,
    "aria-label": `${lang.toUpperCase()} \u2013 ${data.messages[lang].language_name}`, text: lang.toUpperCase(), on: { click: () => change({ lang }) } })));
}

function drawWords() {
  byId("suggestion-title").textContent = t("suggestion");
  byId("knee").textContent = say(data.knee);
  byId("now").textContent = say(data.now);
  byId("notes").textContent = [say(data.notes.note) || data.notes.note[0], ...data.notes.warnings].filter(Boolean).join(" ");
}

function render() {
  drawHeader();
  drawTools();
  drawDetails();
  drawWords();
  drawTables();
  drawLegend();
  drawChart();
}

function start() {
  readHash();
  byId("show-today").addEventListener("change", (event) => change({ today: event.currentTarget.checked }, t("show_today")));
  byId("print").addEventListener("click", () => window.print());
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("details").focus();
  });
  window.addEventListener("resize", () => drawChart());
  window.addEventListener("beforeprint", () => drawChart(PAPER));
  window.addEventListener("afterprint", () => drawChart());
  render();
  document.body.setAttribute("data-ready", "true");
}

start();
