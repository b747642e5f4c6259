// The live map: Leaflet pans, zooms and goes full screen; the scene is drawn into one SVG in its overlay pane.

const map = window.map_bundel;
const canvas = s("svg", { class: "scene", role: "group" });

function project(lat, lon) {
  return map.latLngToLayerPoint([lat, lon]);
}

function fitMap() {
  map.invalidateSize({ pan: false });
  const narrow = map.getSize().x < NARROW;
  map.fitBounds(data.geography.bounds, { animate: false, padding: narrow ? [4, 20] : [24, 20] });
}

function drawMap() {
  const narrow = map.getSize().x < NARROW;
  const close = map.getZoom() - fittedZoom();
  const scale = narrow ? Math.min(1, 0.62 + 0.19 * Math.max(0, close)) : Math.min(1.35, 1 + 0.1 * Math.max(0, close));
  canvas.setAttribute("aria-label", t("map_label"));
  drawScene(canvas, project, { scale, labelled: !narrow || close > 1.2, live: true, compact: isCompact() });
}

// On a narrow screen that shows all of the map there is room for the glyphs alone: no badges, no letters beside them.
function isCompact() {
  return state.view === "map" && map.getSize().x < NARROW && map.getZoom() - fittedZoom() < 0.8;
}

// A mark that the keyboard reaches outside the frame is brought into it.
function reveal(element) {
  const box = element.getBoundingClientRect();
  const frame = map.getContainer().getBoundingClientRect();
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  if (middle.x > frame.left && middle.x < frame.right && middle.y > frame.top && middle.y < frame.bottom) return;
  map.panBy([middle.x - (frame.left + frame.right) / 2, middle.y - (frame.top + frame.bottom) / 2], { animate: false });
}

function fittedZoom() {
  return map.getBoundsZoom(data.geography.bounds);
}

function startMap() {
  byId("map-frame").append(byId("map_bundel"));
  map.options.zoomAnimation = false;
  map.getPanes().overlayPane.append(canvas);
  map.on("zoomend viewreset resize", () => {
    hideTip();
    drawMap();
    drawLegend();
  });
  // Neighbours are drawn over an arrondissement's edge, so the ring of the keyboard is a path on top.
  canvas.addEventListener("focusin", (event) => byId("zone-focus").setAttribute("d",
    event.target.matches(".zone:focus-visible") ? event.target.getAttribute("d") : ""));
  canvas.addEventListener("focusout", () => byId("zone-focus")?.setAttribute("d", ""));
  map.on("click", () => { if (state.campus !== null || state.zone !== null) clearChoice(); });
  map.fullscreenControl.options.fullscreenElement = document.documentElement;
  map.getContainer().setAttribute("role", "region");
  new ResizeObserver(() => { if (state.view === "map" && map.getContainer().clientWidth) fitMap(); }).observe(byId("map-frame"));
}

function nameControls() {
  map.getContainer().setAttribute("aria-label", t("map_label"));
  const controls = { ".leaflet-control-zoom-in": "zoom_in", ".leaflet-control-zoom-out": "zoom_out",
    ".leaflet-control-zoom-fullscreen": "fullscreen" };
  for (const [selector, key] of Object.entries(controls)) {
    const button = map.getContainer().querySelector(selector);
    button.title = t(key);
    button.setAttribute("aria-label", t(key));
    button.setAttribute("data-key", key);
  }
  byId("notice").textContent = data.geography.notice;
}

// The tip repeats, for the mouse and for sighted keyboard users, what the label of a mark says. Escape hides it.

function showTip(lines, element) {
  const box = element.getBoundingClientRect();
  const frame = byId("map-frame").getBoundingClientRect();
  const tip = byId("tip");
  tip.replaceChildren(...lines.map((line, place) => h(place ? "span" : "strong", { text: line })));
  tip.hidden = false;
  const x = box.left + box.width / 2 - frame.left - tip.offsetWidth / 2;
  const above = box.top - frame.top - tip.offsetHeight - 6;
  tip.style.left = `${Math.max(4, Math.min(x, frame.width - tip.offsetWidth - 4))}px`;
  tip.style.top = `${above > 4 ? above : Math.min(box.bottom - frame.top + 6, frame.height - tip.offsetHeight - 4)}px`;
}

function hideTip() {
  byId("tip").hidden = true;
}

function chooseCampus(campus) {
  const again = state.campus === campus;
  const total = totals[situationOf(state.mode)][campus];
  const said = `${campusName(campus)}, ${townOf(campus)}: ${plural("programmes", total.programmes)}, ${plural("students", total.students)}`;
  change({ campus: again ? null : campus, zone: null }, again ? t("choice_cleared") : said);
}

function chooseZone(zone) {
  const again = state.zone === zone;
  change({ zone: again ? null : zone, campus: null }, again ? t("choice_cleared") : zoneText(zone).join(", "));
}

function clearChoice() {
  change({ campus: null, zone: null }, t("choice_cleared"));
}
