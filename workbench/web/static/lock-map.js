// The map on the page of a scenario: it is told what the matrix says, and asks to fix what is chosen on it.
export function lockMap(fix) {
  const frame = document.querySelector("[data-lock-map]");
  if (!frame) return { tell() {}, drawAgain() {} };
  const words = JSON.parse(frame.dataset.words);

  function tell() {
    const cells = {};
    for (const cell of document.querySelectorAll("[data-cell]")) {
      cells[cell.id.slice(2)] = { state: cell.dataset.state, possible: cell.dataset.possible.split(" ") };
    }
    frame.contentWindow.postMessage({ kind: "bundel-locks", words, cells }, "*");
  }

  frame.addEventListener("load", tell);
  window.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.data?.kind !== "bundel-lock") return;
    const { pair, state } = event.data;
    const cell = typeof pair === "string" ? document.getElementById(`c-${pair}`) : null;
    if (cell?.dataset.possible.split(" ").includes(state)) fix(pair, state);
  });
  return { tell, drawAgain: () => { if (frame.src) frame.src = frame.src; } };
}
