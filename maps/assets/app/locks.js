// Inside a page that can fix programmes, such as the page of a scenario: shows what is fixed, and asks to fix the
// programme that is chosen. The page tells what is fixed in a message; alone, the map knows of no locks.

let locks = null;

function listenForLocks() {
  window.addEventListener("message", (event) => {
    if (window.parent === window || event.source !== window.parent || event.data?.kind !== "bundel-locks") return;
    locks = event.data;
    change({});
  });
}

function lockOf(campus, place) {
  return locks?.cells[`${data.campuses[campus].id}/${data.specialisations[place].id}`];
}

function lockSign(campus, place) {
  const state = lockOf(campus, place)?.state ?? "free";
  if (state === "free") return null;
  return h("span", { class: `lock lock--${state}`, title: locks.words.states[state] }, h("span", { "aria-hidden": "true", text: locks.words.signs[state] }),
    h("span", { class: "unseen", text: ` (${locks.words.states[state]})` }));
}

// The programme at a campus of the specialisation that is chosen, with a button for all that it can be.
function lockControls(campus) {
  if (!locks) return null;
  const { words } = locks;
  const place = state.pick.startsWith("one:") ? data.specialisations.findIndex((one) => `one:${one.id}` === state.pick) : -1;
  if (place < 0) return h("p", { class: "locking locking--hint", text: words.choose });
  const lock = lockOf(campus, place);
  const what = `${specialisationName(place)} (${degreeName(data.specialisations[place].degree)})`;
  if (!lock) return h("p", { class: "locking locking--hint", text: `${what}: ${words.never}` });
  const pair = `${data.campuses[campus].id}/${data.specialisations[place].id}`;
  const ask = (wanted) => () => window.parent.postMessage({ kind: "bundel-lock", pair, state: wanted }, "*");
  return h("div", { class: "locking", role: "group", "aria-label": `${words.fix}: ${what}` },
    h("strong", { text: what }), lock.possible.map((one) => h("button", { type: "button", class: "plain", "data-key": `lock-${one}`,
      "aria-pressed": String(one === lock.state), text: words.states[one], on: { click: ask(one) } })));
}
