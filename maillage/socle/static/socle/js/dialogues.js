// <a data-dialogue="id" href="page"> opens <dialog id>; without script the link leads to the page that asks the same.
"use strict";
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialogue]");
  const dialog = opener && document.getElementById(opener.dataset.dialogue);
  if (dialog && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  const closer = event.target.closest("[data-ferme-dialogue]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
  } else if (event.target.matches("dialog[open]")) {
    event.target.close(); // a press on the backdrop
  }
});
