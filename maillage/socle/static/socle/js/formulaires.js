// Small services to forms. The server refuses a second submission by itself: this only spares the wait.
"use strict";
(() => {
  const free = (button) => {
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
    if (button.dataset.texte) button.lastChild.textContent = button.dataset.texte;
    delete button.form?.dataset.envoi;
  };
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.method === "get" || event.defaultPrevented) return;
    if (form.dataset.envoi) return event.preventDefault();
    form.dataset.envoi = "1";
    if (!submitter || form.target === "_blank" || submitter.formTarget === "_blank" || form.hasAttribute("data-telecharge")) return delete form.dataset.envoi;
    submitter.setAttribute("aria-busy", "true");
    submitter.setAttribute("aria-disabled", "true");
    if (submitter.dataset.occupe && submitter.lastChild) {
      submitter.dataset.texte = submitter.lastChild.textContent;
      submitter.lastChild.textContent = submitter.dataset.occupe;
    }
  });
  const freeAll = () => document.querySelectorAll("[aria-busy=true]").forEach(free);
  addEventListener("pageshow", (event) => event.persisted && freeAll());
  document.addEventListener("htmx:afterRequest", freeAll);

  // <button data-copie="id">: copies a field's value or an element's text, says so in place.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copie]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copie);
    await navigator.clipboard.writeText(source.value ?? source.textContent.trim());
    const said = button.lastChild.textContent;
    button.lastChild.textContent = "Copié";
    button.setAttribute("aria-live", "polite");
    setTimeout(() => (button.lastChild.textContent = said), 2000);
  });
})();
