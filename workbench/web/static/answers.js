// Progress of a run that answers a question, and plans that are shown on the map without loading the page anew.
const going = document.querySelector("[data-events]");
if (going) follow(going);

function follow(section) {
  const said = section.querySelector("[data-said]");
  const bar = section.querySelector("[data-bar]");
  const live = document.getElementById("live");
  const lang = document.documentElement.lang;
  const source = new EventSource(section.dataset.events);
  source.addEventListener("progress", (event) => {
    const told = JSON.parse(event.data);
    const sentence = told.said?.[lang];
    if (sentence && said.textContent !== sentence) {
      said.textContent = sentence;
      if (live) live.textContent = sentence;
    }
    if (told.of_all) {
      bar.max = told.of_all;
      bar.value = told.finished;
    }
    for (const [name, text] of Object.entries(told.shown ?? {})) {
      const place = section.querySelector(`[data-number="${CSS.escape(name)}"]`);
      if (place) place.textContent = text;
    }
  });
  for (const kind of ["done", "failed"]) {
    source.addEventListener(kind, () => {
      source.close();
      location.reload();
    });
  }
}

const frame = document.querySelector("iframe.map");
const section = document.getElementById("map")?.closest("section");
for (const link of document.querySelectorAll("a[data-plan]")) {
  link.addEventListener("click", (event) => {
    if (!frame || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.dataset.plan);
  });
}

function show(plan) {
  const place = frame.getAttribute("src").replace(/\/plans\/.*/, `/plans/${plan}`);
  frame.setAttribute("src", place);
  section?.querySelector("[data-map-link]")?.setAttribute("href", place);
  const file = section?.querySelector("[data-map-file]");
  if (file) {
    file.href = file.getAttribute("href").replace(/\/files\/.*/, `/files/${plan}/map.html`);
    file.download = `${plan.replaceAll("/", "-")}-map.html`;
  }
  history.replaceState(null, "", `?plan=${encodeURIComponent(plan)}`);
  for (const link of document.querySelectorAll("a[data-plan]")) {
    const chosen = link.dataset.plan === plan;
    link.classList.toggle("front__point--shown", chosen && link.classList.contains("front__point"));
    if (link.closest(".switch")) {
      if (chosen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (chosen) frame.title = link.textContent.trim();
    }
  }
  section?.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}
