// The printed figure: the same scene in an SVG of fixed shape, so that paper always shows the whole map.

const PAPER = { width: 1080, height: 442, margin: 26 };

function mercator(lat, lon) {
  return { x: lon, y: (-180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) };
}

function paperProjection() {
  const [[south, west], [north, east]] = data.geography.bounds;
  const [low, high] = [mercator(south, west), mercator(north, east)];
  const scale = Math.min((PAPER.width - 2 * PAPER.margin) / (high.x - low.x || 1), (PAPER.height - 2 * PAPER.margin) / (low.y - high.y || 1));
  const left = (PAPER.width - (high.x - low.x) * scale) / 2;
  const top = (PAPER.height - (low.y - high.y) * scale) / 2;
  return (lat, lon) => {
    const at = mercator(lat, lon);
    return { x: left + (at.x - low.x) * scale, y: top + (at.y - high.y) * scale };
  };
}

function drawPaper() {
  byId("dock").append(byId("details"));
  const figure = s("svg", { class: "scene", viewBox: `0 0 ${PAPER.width} ${PAPER.height}`, role: "img", "aria-label": t("map_label") });
  drawScene(figure, paperProjection(), { scale: 1, labelled: true, live: false });
  replace("paper", h("p", { class: "paper__mode", text: [t(`mode_${state.mode}`), state.pick ? pickedName() : ""].filter(Boolean).join(" \u00b7 ") }), figure,
    h("p", { class: "paper__notice", text: data.geography.notice }));
}

window.addEventListener("beforeprint", drawPaper);
window.addEventListener("afterprint", () => render());
