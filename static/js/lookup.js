// The lookup by keyboard: Enter looks a short question up, the arrows walk through what was found.
(function () {
  "use strict";

  const form = document.querySelector("[data-lookup]");
  if (!form) return;
  const box = form.querySelector("textarea");
  const SHORT = 100;

  function isShort() {
    return box.value.length <= SHORT && !box.value.includes("\n");
  }

  function links() {
    return [...document.querySelectorAll("#found .code-rows a.code")];
  }

  // Only what is short follows while somebody types; a note waits for the button.
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (form.contains(event.detail.elt) && !isShort()) event.preventDefault();
  });

  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && isShort() && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "ArrowDown" && isShort() && links().length) {
      event.preventDefault();
      event.stopPropagation(); // or the same press would go on to the second
      links()[0].focus();
    }
  });

  document.addEventListener("keydown", (event) => {
    const at = links().indexOf(document.activeElement);
    if (at < 0 || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return;
    event.preventDefault();
    const next = event.key === "Escape" ? null : links()[at + (event.key === "ArrowDown" ? 1 : -1)];
    (next || (event.key === "ArrowDown" ? document.activeElement : box)).focus();
  });
})();
