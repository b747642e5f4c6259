// The page of a scenario: every change is sent at once, and what the server makes of it takes its place on the page.
import { lockMap } from "./lock-map.js";

const root = document.getElementById("scenario");
const form = document.getElementById("form");
const live = document.getElementById("live");
const PAUSE = 250;
const STEPS = ["undo", "redo", "discard"];
const waiting = new Map();
let queue = Promise.resolve();
let asked = 0;

document.documentElement.classList.add("scripted");
form.querySelector(".keep").hidden = true;

function say(text) {
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

// Steps follow each other: each is asked for when the answer to the one before has been shown.
function ask(fields, then, from) {
  asked += 1;
  root.setAttribute("aria-busy", "true");
  queue = queue.then(async () => {
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { "x-csrf-token": form.elements.csrf.value },
      });
      const text = await answer.text();
      if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
      show(new DOMParser().parseFromString(text, "text/html"), then, answer.ok, from);
    } catch {
      say(root.dataset.noAnswer);
      fail(root.dataset.noAnswer);
    }
    asked -= 1;
    if (!asked) root.removeAttribute("aria-busy");
  });
}

const map = lockMap((pair, state) => ask({ do: `lock:${pair}:${state}` }, undefined, "locks-scroll"));

function fail(text) {
  const note = document.createElement("p");
  note.className = "note note--fault";
  note.textContent = text;
  document.getElementById("part-findings").replaceChildren(note);
}

// What was refused stays as it was typed until it is mended, undone, or another step is taken in its place.
function show(page, then, kept, from) {
  const next = page.getElementById("scenario");
  if (!next) throw new Error("no scenario");
  const focused = document.activeElement?.id;
  for (const part of next.querySelectorAll("[data-part]")) {
    const here = document.getElementById(part.id);
    if (from && here?.querySelector("[aria-invalid]") && here.id !== from) continue;
    if (here && here.outerHTML !== part.outerHTML) here.replaceWith(document.adoptNode(part));
  }
  showSwitched(page);
  showMatrix(page);
  const faulty = !kept && next.dataset.faulty ? document.getElementById(next.dataset.faulty) : null;
  if (faulty) {
    for (let above = faulty.closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
  }
  const wanted = kept && then ? then : focused;
  const target = (wanted && document.getElementById(wanted)) || faulty;
  if (target && target !== document.activeElement) target.focus({ preventScroll: Boolean(wanted) });
  say(next.dataset.said);
}

// What is off is dimmed; the fold of its values stays as the reader left it.
function showSwitched(page) {
  for (const rule of page.querySelectorAll("article.rule")) {
    const named = rule.getAttribute("aria-labelledby");
    const here = form.querySelector(`article[aria-labelledby="${CSS.escape(named)}"]`);
    if (here) here.className = rule.className;
  }
}

function showMatrix(page) {
  const here = document.getElementById("locks-scroll");
  const next = page.getElementById("locks-scroll");
  if (!here || !next) {
    if (here || next) location.reload();
    return;
  }
  if (here.dataset.signature !== next.dataset.signature) {
    here.replaceWith(document.adoptNode(next));
    rove();
    map.drawAgain();
    return;
  }
  const cells = [...here.querySelectorAll("[data-cell]")];
  [...next.querySelectorAll("[data-cell]")].forEach((cell, place) => {
    const old = cells[place];
    if (old.value === cell.value && old.className === cell.className) return;
    old.value = cell.value;
    old.className = cell.className;
    old.textContent = cell.textContent;
    Object.assign(old.dataset, { state: cell.dataset.state, possible: cell.dataset.possible });
    old.setAttribute("aria-label", cell.getAttribute("aria-label"));
  });
  map.tell();
}

function fieldOf(control) {
  const key = control.dataset.key;
  if (control.type !== "checkbox") return { [`set:${key}`]: control.value };
  return control.checked ? { shown: key, [`set:${key}`]: "on" } : { shown: key };
}

function send(control) {
  clearTimeout(waiting.get(control.dataset.key));
  waiting.delete(control.dataset.key);
  ask(fieldOf(control), undefined, control.closest("[data-part]").id);
}

form.addEventListener("change", (event) => {
  const control = event.target;
  if (!control.dataset.key) return;
  if (control.type !== "number") return send(control);
  clearTimeout(waiting.get(control.dataset.key));
  waiting.set(control.dataset.key, setTimeout(() => send(control), PAUSE));
});

// The Enter key keeps the field that it is pressed in; beside the form it presses the button of its part.
form.addEventListener("keydown", (event) => {
  const control = event.target;
  if (event.key !== "Enter" || !control.matches("input")) return;
  event.preventDefault();
  if (control.dataset.key && control.type !== "checkbox") send(control);
  else control.closest("[data-enter]")?.querySelector("button").click();
});

// What leaves the page waits for the answers that are still to come, so that nothing of them is lost.
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.hasAttribute("formaction")) {
    if (!asked) return;
    event.preventDefault();
    queue.then(() => form.requestSubmit(button));
    return;
  }
  event.preventDefault();
  if (!button || button.value === "keep" || button.getAttribute("aria-disabled") === "true") return;
  const term = document.getElementById("goal_term");
  const fields = { do: button.value, ...(term ? { goal_term: term.value } : {}) };
  const from = STEPS.includes(button.value) ? undefined : button.closest("[data-part]")?.id ?? "locks-scroll";
  ask(fields, thenOf(button), from);
});

function thenOf(button) {
  if (button.dataset.then) return document.getElementById(button.dataset.then) ? button.dataset.then : button.id;
  return button.id.startsWith("back-") ? button.id.slice(5) : button.id;
}

// A fold opens for what a link in it names.
root.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#f-"]');
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  const fold = target.closest("details");
  if (fold) fold.open = true;
  target.focus();
});

// One cell of the matrix is a stop of the Tab key; arrows, Home and End move it.
function rove() {
  const table = document.querySelector(".locks");
  if (!table) return;
  const grid = [...table.querySelectorAll("tbody tr:not(.locks__group)")].map((row) =>
    [...row.cells].slice(1).map((cell) => cell.firstElementChild),
  );
  const all = grid.flat().filter(Boolean);
  for (const each of all) each.tabIndex = -1;
  let current = all[0];
  if (!current) return;
  current.tabIndex = 0;
  const stop = (cell) => {
    current.tabIndex = -1;
    current = cell;
    current.tabIndex = 0;
  };
  table.addEventListener("focusin", (event) => { if (event.target.matches("[data-cell]")) stop(event.target); });
  table.addEventListener("keydown", (event) => {
    const row = grid.findIndex((cells) => cells.includes(event.target));
    if (row < 0 || event.altKey || event.metaKey) return;
    const column = grid[row].indexOf(event.target);
    const to = target(event.key, grid, row, column, event.ctrlKey);
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
}

function target(key, grid, row, column, far) {
  const along = (cells) => cells.find(Boolean);
  const below = grid.slice(row + 1).map((cells) => cells[column]);
  const above = grid.slice(0, row).map((cells) => cells[column]).reverse();
  switch (key) {
    case "ArrowRight": return along(grid[row].slice(column + 1));
    case "ArrowLeft": return along(grid[row].slice(0, column).reverse());
    case "ArrowDown": return along(below);
    case "ArrowUp": return along(above);
    case "Home": return far ? along(grid.flat()) : along(grid[row]);
    case "End": return far ? along(grid.flat().reverse()) : along([...grid[row]].reverse());
    default: return undefined;
  }
}

rove();
if (root.dataset.faulty) {
  const faulty = document.getElementById(root.dataset.faulty);
  const fold = faulty?.closest("details");
  if (fold) fold.open = true;
  faulty?.focus();
}
document.body.dataset.ready = "yes";
