// Data, state and the address. The files are joined in one scope, in the order that maps/fronts/page.py states.

const data = JSON.parse(document.getElementById("bundel-data").textContent);

const X = 0;
const Y = 1;
const Z = 2;

const state = { lang: data.lang, point: 0, today: false, sort: {} };

function writeHash() {
  const parts = new URLSearchParams({ lang: state.lang, point: data.points[state.point].number });
  if (state.today) parts.set("today", "1");
  try {
    history.replaceState(null, "", `#${parts}`);
  } catch {
    // A sandboxed frame may not change its address; the chart works without.
  }
}

function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (["nl", "en"].includes(parts.get("lang"))) state.lang = parts.get("lang");
  const asked = data.points.findIndex((point) => String(point.number) === parts.get("point"));
  const knee = data.points.findIndex((point) => point.knee);
  state.point = asked >= 0 ? asked : Math.max(0, knee);
  state.today = parts.has("today") ? parts.get("today") === "1" : todayLiesNear();
}

// Today is shown from the start where the front stays readable beside it.
function todayLiesNear() {
  if (!data.today.values.length) return false;
  return [X, Y].every((axis) => {
    const values = data.points.map((point) => point.values[axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = 0.6 * (high - low || 1);
    return data.today.values[axis] >= low - room && data.today.values[axis] <= high + room;
  });
}

function say(pair) {
  return pair[state.lang === "nl" ? 0 : 1];
}
