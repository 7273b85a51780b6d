// Comforts of the search page: what is unfolded and where the focus is survive a new set of counts,
// and the number of jobs is spoken. The search itself needs none of this.
(function () {
  "use strict";

  function folds(root) {
    const found = new Map();
    for (const fold of root.querySelectorAll("details.facet")) {
      const name = fold.querySelector("input")?.name;
      found.set(name, fold);
      const more = fold.querySelector("details.facet-more");
      if (more) found.set(name + " more", more);
    }
    return found;
  }

  function keepFolds(before, after) {
    const now = folds(after);
    for (const [name, fold] of folds(before)) {
      const next = now.get(name);
      if (next) next.open = fold.open;
    }
  }

  // On a phone the filters are folded: the number says that some are at work.
  function countChosen(number) {
    const summary = document.querySelector(".filters > summary");
    if (!summary) return;
    summary.querySelector(".count")?.remove();
    if (!number) return;
    const count = document.createElement("span");
    count.className = "count";
    count.textContent = number;
    summary.append(" ", count);
  }

  // Boxes have no ids: name and value say which one it was.
  let focused = null;

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const facets = event.detail.target;
    if (facets?.id !== "facets") return;
    keepFolds(facets, event.detail.fragment);
    const active = document.activeElement;
    focused = facets.contains(active) && active.name ? [active.name, active.value] : null;
  });

  document.addEventListener("htmx:oobAfterSwap", (event) => {
    if (event.detail.target?.id !== "facets" || !focused) return;
    const [name, value] = focused;
    focused = null;
    for (const field of document.querySelectorAll("#facets [name]")) {
      if (field.name === name && (field.type !== "checkbox" || field.value === value)) {
        field.focus({ preventScroll: true });
        return;
      }
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "results") return;
    countChosen(document.querySelectorAll("#results .search-understood .chip").length);
    // The link of the pager is gone: reading goes on at the top of the new page.
    if (event.detail.boosted) document.getElementById("results").focus({ preventScroll: true });
    window.board?.say(document.getElementById("count")?.textContent || "");
  });
})();
