// Data and state. The files of this folder are joined in one scope, in the order that page.py states.

const data = JSON.parse(document.getElementById("bundel-data").textContent);

const state = {
  lang: data.lang,
  mode: data.modes[data.modes.length - 1],
  view: "map",
  pick: "",
  campus: null,
  zone: null,
  layers: { badges: true, leads: false, institute: false, firms: false },
  sort: {},
};

function writeHash() {
  const parts = new URLSearchParams({ lang: state.lang, mode: state.mode, view: state.view });
  if (state.pick) parts.set("pick", state.pick);
  if (state.campus !== null) parts.set("campus", data.campuses[state.campus].id);
  if (state.zone !== null) parts.set("zone", data.zones[state.zone].id);
  parts.set("layers", Object.keys(state.layers).filter((name) => state.layers[name]).join("."));
  try {
    history.replaceState(null, "", `#${parts}`);
  } catch {
    // A sandboxed frame may not change its address; the map works without.
  }
}

function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const known = (name, values) => (values.includes(parts.get(name)) ? parts.get(name) : null);
  state.lang = known("lang", ["nl", "en"]) ?? state.lang;
  state.mode = known("mode", data.modes) ?? state.mode;
  state.view = known("view", ["map", "list", "tables"]) ?? (window.innerWidth < NARROW ? "list" : "map");
  state.pick = known("pick", picks()) ?? "";
  const campus = data.campuses.findIndex((one) => one.id === parts.get("campus"));
  const zone = data.zones.findIndex((one) => one.id === parts.get("zone"));
  state.campus = campus < 0 ? null : campus;
  state.zone = zone < 0 || campus >= 0 ? null : zone;
  const layers = parts.get("layers");
  if (layers !== null) for (const name of Object.keys(state.layers)) state.layers[name] = layers.split(".").includes(name);
}

const NARROW = 700;
