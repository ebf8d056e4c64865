"use strict";
// Column heads become buttons that sort; without this script the table is simply in the order of names.
const table = document.querySelector(".grid");
const body = table.tBodies[0];
const heads = [...table.querySelectorAll(".sortable")];
const value = (row, index) => {
  const cell = row.cells[index];
  return "value" in cell.dataset ? Number(cell.dataset.value) : cell.textContent.trim();
};
heads.forEach((head, index) => {
  const text = head.querySelector("span") || head;
  const button = document.createElement("button");
  button.textContent = text.textContent;
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : index > 0;
    heads.forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...body.rows].sort((a, b) => {
      const [x, y] = [value(a, index), value(b, index)];
      return (typeof x === "number" ? x - y : x.localeCompare(y)) * (down ? -1 : 1);
    });
    body.append(...rows);
  });
});
