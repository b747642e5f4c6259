// A proposal that is clicked together is judged at a glance a moment after the last click.
const PAUSE = 200;
const form = document.querySelector("form[data-glance]");
const said = document.getElementById("glance-said");
const box = document.getElementById("glance");
let waiting = 0;
let asked = new AbortController();

function soon() {
  clearTimeout(waiting);
  asked.abort();
  box.setAttribute("aria-busy", "true");
  waiting = setTimeout(look, PAUSE);
}

async function look() {
  const { signal } = (asked = new AbortController());
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.dataset.glance, { method: "POST", headers: { accept: "text/html" }, body, signal });
    const text = answer.ok ? await answer.text() : "";
    if (signal.aborted) return;
    show(new DOMParser().parseFromString(text, "text/html").body);
  } catch (fault) {
    if (fault.name === "AbortError") return;
    show(document.createElement("div"));
  }
  box.removeAttribute("aria-busy");
}

function show(fresh) {
  const sentence = fresh.querySelector("[data-said]");
  said.textContent = sentence?.textContent ?? said.dataset.failed;
  sentence?.remove();
  const open = [...box.querySelectorAll("details[open]")].map((each) => each.dataset.fold);
  box.replaceChildren(...fresh.children);
  for (const each of box.querySelectorAll("details")) each.open = open.includes(each.dataset.fold);
}

form.addEventListener("change", (event) => { if (event.target.name === "pair") soon(); });
form.addEventListener("reset", () => setTimeout(soon));
soon();
