// The scenario page: a cell of the matrix cycles through its locks, and every change is kept at once.
const form = document.getElementById("form");
const matrix = document.getElementById("matrix");
const live = document.getElementById("live");
const lists = Object.fromEntries([...document.querySelectorAll("textarea[data-lock]")].map((list) => [list.dataset.lock, list]));
let waiting = 0;
const touched = new Map(); // cells clicked since the last change that was kept, with their locks before

const entries = (list) => list.value.split(/[\n,]/).map((entry) => entry.trim()).filter(Boolean);

function setLock(cell, lock) {
  const { pair, lock: before } = cell.dataset;
  for (const list of Object.values(lists)) list.value = entries(list).filter((entry) => entry !== pair).join("\n");
  if (lists[lock]) lists[lock].value = [...entries(lists[lock]), pair].join("\n");
  cell.classList.replace(`lock--${before}`, `lock--${lock}`);
  cell.dataset.lock = lock;
  cell.setAttribute("aria-label", `${cell.getAttribute("aria-label").replace(/: [^:]*$/, "")}: ${matrix.dataset[lock]}`);
  live.textContent = cell.getAttribute("aria-label");
}

matrix.addEventListener("click", (event) => {
  const cell = event.target.closest("button.cell");
  if (!cell) return;
  const cycle = cell.dataset.cycle.split(" ");
  const before = cell.dataset.lock;
  setLock(cell, cycle[(cycle.indexOf(before) + 1) % cycle.length]);
  if (!touched.has(cell)) touched.set(cell, before);
  const holds = document.getElementById("f-locks");
  if (holds) holds.value = "true";
  focusOn(cell);
  keepSoon();
});

function focusOn(cell) {
  matrix.querySelectorAll('button.cell[tabindex="0"]').forEach((other) => (other.tabIndex = -1));
  cell.tabIndex = 0;
  cell.focus();
}

const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
matrix.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || !event.target.matches("button.cell")) return;
  const rows = [...matrix.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("button.cell")]);
  const row = rows.findIndex((cells) => cells.includes(event.target));
  const next = rows[row + step[0]]?.[rows[row].indexOf(event.target) + step[1]];
  if (next) focusOn(next);
  event.preventDefault();
});

form.addEventListener("change", (event) => { if (event.target.name.startsWith("field:")) keepSoon(); });

function keepSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(keep, 350);
}

async function keep() {
  const response = await fetch(form.dataset.changes, { method: "POST", headers: { accept: "application/json" }, body: new FormData(form) });
  const told = await response.json().catch(() => ({}));
  const box = document.getElementById("findings");
  box.replaceChildren();
  if (response.ok) {
    touched.clear();
    live.textContent = form.dataset.saved;
    document.getElementById("undo").disabled = !told.undo;
    document.getElementById("redo").disabled = !told.redo;
    return;
  }
  for (const [cell, lock] of touched) setLock(cell, lock);
  touched.clear();
  live.textContent = form.dataset.failed;
  const list = document.createElement("ul");
  list.className = "findings";
  for (const finding of told.findings ?? []) {
    const item = list.appendChild(document.createElement("li"));
    item.className = `finding finding--${finding.severity}`;
    item.textContent = `${finding.key ?? finding.file}: ${finding.message}. ${finding.mend}`;
  }
  box.append(list);
}
