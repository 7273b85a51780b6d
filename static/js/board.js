// Small comforts for every page. Nothing here is needed to use the board.
(function () {
  "use strict";

  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function toggleTheme() {
    const root = document.documentElement;
    const system = dark.matches ? "dark" : "light";
    const next = (root.dataset.theme || system) === "dark" ? "light" : "dark";
    // Choosing what the system says anyway means following the system again.
    if (next === system) delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      if (next === system) localStorage.removeItem("theme");
      else localStorage.setItem("theme", next);
    } catch {
      // Then the choice lasts for this page only.
    }
    say(next === "dark" ? "Dark theme" : "Light theme");
  }

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details.menu[open], details.ask[open]")) {
      if (menu !== except) menu.open = false;
    }
  }

  // Spoken, not shown: for changes that can only be seen.
  function say(text) {
    let voice = document.getElementById("voice");
    if (!voice) {
      voice = document.createElement("p");
      voice.id = "voice";
      voice.className = "visually-hidden";
      voice.setAttribute("role", "status");
      document.body.append(voice);
    }
    voice.textContent = text;
  }

  function notice(text, tone) {
    const place = document.getElementById("notices");
    if (!place) return;
    const old = place.querySelector("[data-passing]");
    const line = old || document.createElement("p");
    line.className = "notice notice-" + tone;
    line.dataset.passing = "";
    line.textContent = text;
    if (!old) place.append(line);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-toggle]")) toggleTheme();
    closeMenus(event.target.closest("details.menu, details.ask"));
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.menu[open], details.ask[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // Of two quick clicks the second sends nothing. Later it does: the first may have got lost.
  const SAME_CLICK_MS = 3000;
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const before = sent.get(form);
    if (before !== undefined && event.timeStamp - before < SAME_CLICK_MS) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });

  // After a refused form, reading starts at what was refused.
  document.querySelector("[data-errors]")?.focus();

  document.addEventListener("htmx:sendError", () => {
    notice("The board could not be reached. Check your connection and try again.", "error");
  });
  document.addEventListener("htmx:timeout", () => {
    notice("That took too long. Try again.", "error");
  });
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (status === 429) notice("That was a lot at once. Wait a moment, then try again.", "warning");
    else notice("That did not work. Reload the page and try again.", "error");
  });
  document.addEventListener("htmx:afterSwap", () => {
    document.querySelector("#notices [data-passing]")?.remove();
  });

  window.board = Object.assign(window.board || {}, { say, notice });
})();
