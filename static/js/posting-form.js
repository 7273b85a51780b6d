// Comforts of the posting form. Without them its buttons do the same by way of the server.
(function () {
  "use strict";

  const form = document.querySelector("[data-posting-form]");
  if (!form) return;

  // Rows: places, software, questions.

  function number(rows) {
    const name = rows.dataset.rows;
    const pattern = new RegExp("^" + name + "-\\d+-");
    [...rows.querySelectorAll("[data-row]")].forEach((row, at) => {
      const prefix = name + "-" + at + "-";
      for (const part of row.querySelectorAll("[id], [name], [for], [aria-describedby]")) {
        for (const attribute of ["id", "name", "for", "aria-describedby"]) {
          const value = part.getAttribute(attribute);
          if (value && pattern.test(value)) part.setAttribute(attribute, value.replace(pattern, prefix));
        }
      }
      row.querySelector("[data-remove]").value = name + "-" + at;
    });
  }

  function empty(row) {
    for (const field of row.querySelectorAll("input, select, textarea")) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.localName === "select") field.selectedIndex = 0;
      else field.value = "";
      for (const name of ["aria-invalid", "role", "aria-expanded", "aria-controls", "aria-autocomplete"]) {
        field.removeAttribute(name);
      }
    }
    for (const left of row.querySelectorAll(".error, .suggest-list")) left.remove();
    for (const field of row.querySelectorAll(".field-refused")) field.classList.remove("field-refused");
  }

  function add(rows) {
    const all = rows.querySelectorAll("[data-row]");
    const last = all[all.length - 1];
    const made = last.cloneNode(true);
    empty(made);
    last.after(made);
    number(rows);
    for (const input of made.querySelectorAll("[data-suggest]")) window.board?.suggest?.(input);
    made.querySelector("input, select").focus();
  }

  function remove(rows, row) {
    const next = row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : row.previousElementSibling;
    if (rows.querySelectorAll("[data-row]").length === 1) empty(row);
    else row.remove();
    number(rows);
    (next?.querySelector("input, select") || rows.querySelector("input, select"))?.focus();
    window.board?.say?.("Removed");
  }

  // Spare rows are for people who cannot add one without asking the server.
  for (const rows of form.querySelectorAll("[data-rows]")) {
    const spare = [...rows.querySelectorAll("[data-row]")].slice(1).filter((row) => {
      const said = [...row.querySelectorAll("input:not([type=checkbox]), textarea, select")];
      return said.every((field) => !field.value || field.name.endsWith("-kind"));
    });
    for (const row of spare) row.remove();
    number(rows);
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-remove]");
    if (!button) return;
    event.preventDefault();
    const rows = button.closest("[data-rows]");
    if (button.matches("[data-add]")) add(rows);
    else remove(rows, button.closest("[data-row]"));
    changed = true;
  });

  // “Houston, TX” from the suggestions fills the city and the state.
  form.addEventListener("suggest:chosen", (event) => {
    const found = /^(.+), ([A-Z]{2})$/.exec(event.detail.value || "");
    const row = event.target.closest('[data-rows="places"] [data-row]');
    if (!found || !row) return;
    event.preventDefault();
    event.target.value = found[1];
    row.querySelector("select").value = found[2];
    changed = true;
  });

  // Ticking a specialty offers its code families.
  const offers = form.querySelector("[data-offers]");
  let question = null;

  function offer(hits) {
    const ticked = new Set([...offers.querySelectorAll("input:checked")].map((box) => box.value));
    const named = new Set((form.elements.codes?.value || "").split(",").map((code) => code.trim()));
    const fresh = hits.filter((hit) => !named.has(hit.value));
    offers.replaceChildren();
    if (!fresh.length) return;
    const group = document.createElement("fieldset");
    group.className = "choices";
    const legend = document.createElement("legend");
    legend.textContent = "Families that go with these specialties";
    group.append(legend, ...fresh.map((hit) => choice(hit, ticked.has(hit.value))));
    offers.append(group);
  }

  function choice(hit, ticked) {
    const label = document.createElement("label");
    label.className = "choice";
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name: "codes_offered", value: hit.value, checked: ticked });
    const words = document.createElement("span");
    const code = document.createElement("span");
    code.className = "code";
    code.textContent = hit.code;
    words.append(code, " ", hit.label);
    label.append(box, " ", words);
    return label;
  }

  async function ask() {
    question?.abort();
    question = new AbortController();
    const address = new URL(form.dataset.families, location.href);
    for (const box of form.querySelectorAll('[name="specialties"]:checked')) {
      address.searchParams.append("specialty", box.value);
    }
    try {
      const answer = await fetch(address, { signal: question.signal, headers: { Accept: "application/json" } });
      if (answer.ok) offer((await answer.json()).hits);
    } catch {
      // Offers are a comfort: codes can be typed.
    }
  }

  form.addEventListener("change", (event) => {
    if (event.target.name === "specialties") ask();
  });

  // Leaving with something unsaved asks first.
  let changed = document.querySelector("[data-errors]") !== null;
  for (const kind of ["input", "change", "trix-change"]) {
    form.addEventListener(kind, (event) => {
      // The editor and the chips report their first drawing as a change.
      if (started || event.isTrusted) changed = true;
    });
  }
  let started = false;
  window.addEventListener("load", () => setTimeout(() => { started = true; }, 0));
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
})();
