// Files that are dropped on a form, and the count of programmes that are clicked together.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const zone = form.querySelector(".drop");
  const input = zone.querySelector('input[type="file"]');
  const names = zone.querySelector("[data-names]");
  const tell = () => {
    names.textContent = [...input.files].map((file) => file.name).join(", ");
  };
  input.addEventListener("change", tell);
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.add("drop--over");
    });
  }
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("drop--over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    tell();
  });
}

for (const form of document.querySelectorAll("form[data-matrix]")) {
  const count = form.querySelector("[data-count]");
  const boxes = [...form.querySelectorAll('input[name="pair"]')];
  const today = boxes.filter((box) => "today" in box.dataset).length;
  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    count.textContent = form.dataset.text.replace("{chosen}", chosen).replace("{today}", today);
  };
  form.addEventListener("change", tell);
  form.addEventListener("reset", () => setTimeout(tell));
}

document.querySelector(".found")?.scrollIntoView();
