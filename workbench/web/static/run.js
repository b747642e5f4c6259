// A run that goes on: its numbers and its best plan so far, until its end. A run that has ended: its link is copied.
const live = document.getElementById("live");
const going = document.querySelector("[data-events]");
if (going) follow(going);
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    live.textContent = button.dataset.done;
  });
}

function follow(section) {
  const source = new EventSource(section.dataset.events);
  let goal = "";
  source.addEventListener("progress", (event) => {
    const told = JSON.parse(event.data);
    for (const [name, text] of Object.entries(told.shown ?? {})) {
      const place = section.querySelector(`[data-number="${CSS.escape(name)}"]`);
      if (place) place.textContent = text;
    }
    if (told.shown?.goal && told.shown.goal !== goal) live.textContent = goal = told.shown.goal;
    [...section.querySelectorAll(".steps li")].forEach((step, place) => {
      step.className = place + 1 < told.position ? "over" : place + 1 === told.position ? "now" : "";
    });
  });
  source.addEventListener("plan", (event) => draw(new Set(JSON.parse(event.data).programmes)));
  source.addEventListener("map", () => {
    const place = document.querySelector("[data-map]");
    if (!place.hidden) return;
    place.querySelector("iframe").src = place.dataset.map;
    place.hidden = false;
    live.textContent = place.dataset.done;
  });
  for (const kind of ["done", "failed"]) {
    source.addEventListener(kind, () => {
      source.close();
      location.reload();
    });
  }
}

function draw(programmes) {
  const legend = document.querySelector("[data-kept]");
  const count = document.querySelector("[data-count]");
  const counted = { kept: 0, opened: 0, closed: 0 };
  for (const cell of document.querySelectorAll("[data-plan] td[data-pair]")) {
    const today = "today" in cell.dataset;
    const taught = programmes.has(cell.dataset.pair);
    const state = taught ? (today ? "kept" : "opened") : today ? "closed" : "";
    cell.className = state;
    cell.textContent = { kept: "", opened: "+", closed: "×" }[state] ?? "";
    cell.title = state ? legend.dataset[state] : "";
    if (state) counted[state] += 1;
  }
  if (count) count.textContent = count.dataset.text.replace(/\{(\w+)\}/g, (_, name) => counted[name] ?? "");
}
