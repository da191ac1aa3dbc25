// <input data-combobox="/address/">: suggestions while typing, after the ARIA combobox pattern (list autocomplete).
// The address answers <div role="option" data-valeur data-url? data-code?>. An option with data-url is followed; one
// with data-code fills the field named by data-combobox-code, and sends the form under data-combobox-envoie. Without
// this script the form is sent as it is.
"use strict";
(() => {
  const DELAI = 200;
  const enhance = (input, rank) => {
    const list = document.createElement("div");
    list.id = `${input.id || `combobox-${rank}`}-options`;
    list.className = "combobox-liste";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.comboboxLibelle || "Suggestions");
    list.hidden = true;
    const said = document.createElement("span");
    said.className = "hors-ecran";
    said.setAttribute("role", "status");
    const box = document.createElement("div");
    box.className = "combobox";
    input.replaceWith(box);
    box.append(input, list, said);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(name, value);

    const code = input.dataset.comboboxCode && document.getElementById(input.dataset.comboboxCode);
    const minimum = Number(input.dataset.comboboxMinimum || 3);
    let asked = "", timer, current = -1, request;
    const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];

    const close = () => {
      list.hidden = true;
      current = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const point = (rank) => {
      const all = options();
      current = all.length ? (rank + all.length) % all.length : -1;
      all.forEach((option, i) => option.setAttribute("aria-selected", String(i === current)));
      if (current < 0) return input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-activedescendant", all[current].id);
      all[current].scrollIntoView({ block: "nearest" });
    };
    const choose = (option) => {
      if (option.dataset.url) return location.assign(option.dataset.url);
      input.value = asked = option.dataset.valeur;
      if (code) code.value = option.dataset.code;
      close();
      input.dispatchEvent(new Event("change", { bubbles: true }));
      if ("comboboxEnvoie" in input.dataset) input.form.requestSubmit();
    };
    const ask = async () => {
      const typed = input.value.trim();
      if (typed.length < minimum) return close();
      if (typed === asked && !list.hidden) return;
      asked = typed;
      request?.abort();
      request = new AbortController();
      const url = new URL(input.dataset.combobox, location.href);
      url.searchParams.set("q", typed);
      try {
        const answer = await fetch(url, { headers: { Accept: "text/html", "X-Combobox": "1" }, signal: request.signal });
        if (!answer.ok || answer.redirected) return close(); // the form still works
        list.innerHTML = await answer.text();
      } catch (error) {
        if (error.name !== "AbortError") close();
        return;
      }
      options().forEach((option, i) => (option.id = `${list.id}-${i}`));
      list.hidden = !list.children.length || document.activeElement !== input;
      input.setAttribute("aria-expanded", String(!list.hidden));
      current = -1;
      options().forEach((option) => option.setAttribute("aria-selected", "false"));
      input.removeAttribute("aria-activedescendant");
      const count = options().length;
      said.textContent = count ? `${count} suggestion${count > 1 ? "s" : ""}` : list.textContent.trim();
    };

    input.addEventListener("input", () => {
      if (code) code.value = "";
      clearTimeout(timer);
      timer = setTimeout(ask, DELAI);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) return ask();
        point(event.key === "ArrowDown" ? current + 1 : current < 0 ? -1 : current - 1);
      } else if (event.key === "Enter" && current >= 0) {
        event.preventDefault();
        choose(options()[current]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (event.key === "Tab") close();
    });
    input.addEventListener("blur", () => setTimeout(close, 150));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]:not([aria-disabled])");
      if (option) choose(option);
    });
  };
  document.querySelectorAll("input[data-combobox]").forEach(enhance);
})();
