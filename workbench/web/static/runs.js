// The list of runs is shown anew as long as one of them goes on, unless somebody is choosing.
const PAUSE = 3000;
async function renew() {
  const table = document.querySelector("table.data tbody");
  if (!document.hidden && !table.querySelector("input:checked") && !table.contains(document.activeElement)) {
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } }).catch(() => null);
    if (answer?.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("table.data tbody");
      if (fresh) table.replaceChildren(...fresh.children);
    }
  }
  if (table.querySelector(".state--running, .state--queued")) setTimeout(renew, PAUSE);
}
setTimeout(renew, PAUSE);
