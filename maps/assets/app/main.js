// Puts the parts together.

function render() {
  drawHeader();
  drawTools();
  for (const view of ["map", "list", "tables"]) byId(`view-${view}`).hidden = view !== state.view;
  byId("dock").hidden = state.view === "tables";
  byId("dock").className = state.campus !== null || state.pick ? "dock--chosen" : "";
  document.body.setAttribute("data-view", state.view);
  document.body.setAttribute("data-mode", state.mode);
  hideTip();
  nameControls();
  if (state.view === "map") drawMap();
  drawLegend();
  drawDetails();
  drawList();
  drawTables();
  drawFooter();
}

function start() {
  readHash();
  byId("view-map").hidden = false;
  startMap();
  byId("picker").addEventListener("change", (event) => change({ pick: event.currentTarget.value },
    event.currentTarget.selectedOptions[0].textContent.trim()));
  byId("print").addEventListener("click", () => window.print());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (!byId("tip").hidden) hideTip();
    if (state.campus !== null || state.zone !== null) clearChoice();
    else if (state.pick) change({ pick: "" }, t("choice_cleared"));
  });
  byId("skip").addEventListener("click", (event) => {
    event.preventDefault();
    byId("dock").focus();
  });
  if (data.geography.land.length) document.body.setAttribute("data-land", "");
  fitMap();
  render();
  listenForLocks();
  document.body.setAttribute("data-ready", "true");
}

start();
