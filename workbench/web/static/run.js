// The page of a run that is not finished: its events change the figures, and its end shows the result.
const panel = document.getElementById("progress");
const live = document.getElementById("live");
const shown = Object.fromEntries([...panel.querySelectorAll("[data-live]")].map((place) => [place.dataset.live, place]));
const source = new EventSource(panel.dataset.events);
let goal = "";

source.addEventListener("progress", (event) => {
  const state = JSON.parse(event.data);
  for (const [name, text] of Object.entries(state.shown)) shown[name].textContent = text;
  document.getElementById("bar").value = state.gap === null ? 0 : Math.max(0, 1 - state.gap);
  if (state.shown.goal !== goal) {
    goal = state.shown.goal;
    live.textContent = `${goal}: ${state.shown.value}`;
  }
});
source.addEventListener("writing", () => {
  shown.goal.textContent = panel.dataset.writing;
  live.textContent = panel.dataset.writing;
});
for (const end of ["done", "failed"]) {
  source.addEventListener(end, () => {
    source.close();
    live.textContent = panel.dataset.ready;
    location.reload();
  });
}
