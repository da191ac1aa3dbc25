// The browser refused or gave up a passkey (cancelled, none on this device): the page says so, the console stays quiet.
document.addEventListener("allauth.error", (event) => {
  const notice = document.querySelector("[data-cle-refusee]");
  if (!notice) return;
  event.preventDefault();
  notice.hidden = false;
  notice.focus();
});
