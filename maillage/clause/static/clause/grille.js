// The grid of hours: arrows and Enter move, a pasted block fills the cells from the cursor on, totals follow.
"use strict";
(() => {
  const form = document.querySelector("[data-grille]");
  if (!form) return;
  const fields = () => [...form.querySelectorAll("input[data-colonne]")];
  const rowOf = (field) => field.closest("tr");
  const column = (name) => fields().filter((field) => field.dataset.colonne === name);

  const go = (field) => {
    if (!field) return false;
    field.focus();
    field.select();
    return true;
  };
  const vertical = (field, step) => {
    const same = column(field.dataset.colonne);
    return go(same[same.indexOf(field) + step]);
  };
  const horizontal = (field, step) => {
    const row = fields().filter((other) => rowOf(other) === rowOf(field));
    return go(row[row.indexOf(field) + step]);
  };

  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.matches("input[data-colonne]") || event.altKey || event.ctrlKey || event.metaKey) return;
    const whole = field.selectionStart === 0 && field.selectionEnd === field.value.length;
    const atStart = field.selectionStart === 0 && field.selectionEnd === 0;
    const atEnd = field.selectionStart === field.value.length;
    const moves = {
      Enter: () => vertical(field, event.shiftKey ? -1 : 1) || true, // never sends a half-typed grid
      ArrowDown: () => vertical(field, 1),
      ArrowUp: () => vertical(field, -1),
      ArrowLeft: () => (whole || atStart) && horizontal(field, -1),
      ArrowRight: () => (whole || atEnd) && horizontal(field, 1),
    };
    if (moves[event.key]?.()) event.preventDefault();
  });

  form.addEventListener("paste", (event) => {
    const field = event.target;
    if (!field.matches("input[data-colonne]")) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    const rows = [...new Set(fields().map(rowOf))];
    const start = rows.indexOf(rowOf(field));
    let last = field;
    text.split("\n").forEach((line, down) => {
      line.split("\t").forEach((value, right) => {
        const row = rows[start + down];
        const target = row?.querySelector(`input[data-colonne="${Number(field.dataset.colonne) + right}"]`);
        if (!target) return;
        target.value = value.trim();
        last = target;
      });
    });
    go(last);
    sum();
  });

  const read = (text) => {
    const typed = text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
    const clock = typed.match(/^(\d+)[h:](\d*)$/i);
    return clock ? Number(clock[1]) + Number(clock[2] || 0) / 60 : Number(typed.replace(/h$/i, "")) || 0;
  };
  const write = (value) => value.toLocaleString("fr-FR", { minimumFractionDigits: Number.isInteger(value) ? 0 : 2, maximumFractionDigits: 2 });
  const cells = (root) => [...root.querySelectorAll("input[data-colonne], .heures-figee[data-heures]")];
  // What was rejected counts again only once it is typed anew.
  const isLeft = (cell) => "rejetee" in cell.dataset && cell.value === cell.defaultValue;
  const value = (cell) => (isLeft(cell) ? 0 : read(cell.value ?? cell.dataset.heures));

  function sum() {
    const totals = {};
    let grand = 0;
    for (const row of form.querySelectorAll("tbody tr")) {
      let total = 0;
      for (const cell of cells(row)) {
        total += value(cell);
        totals[cell.dataset.colonne] = (totals[cell.dataset.colonne] || 0) + value(cell);
      }
      grand += total;
      row.querySelector("[data-total]").textContent = write(total);
    }
    for (const output of form.querySelectorAll("[data-colonne-total]")) output.textContent = write(totals[output.dataset.colonneTotal] || 0);
    form.querySelector("[data-grand-total]").textContent = write(grand);
  }
  form.addEventListener("input", (event) => event.target.matches("input[data-colonne]") && sum());
  form.addEventListener("focusin", (event) => event.target.matches("input[data-colonne]") && event.target.select());
})();
