// Several values in one text field, each as a chip that can be taken off.
// <input data-chips=","> stays in the form and keeps the values, joined by its separator;
// with data-suggest as well, values may be chosen from suggestions (load suggest.js first).
(function () {
  "use strict";

  class Chips {
    constructor(input) {
      this.kept = input;
      this.separator = input.dataset.chips || ",";
      this.values = this.split(input.value);
      this.build();
      this.draw();
    }

    split(text) {
      const parts = text.split(this.separator).map((part) => part.trim()).filter(Boolean);
      return [...new Set(parts)];
    }

    build() {
      const kept = this.kept;
      this.box = document.createElement("div");
      this.box.className = "chips-box";
      this.list = document.createElement("ul");
      this.list.className = "chips";
      this.entry = document.createElement("input");
      this.entry.type = "text";
      this.entry.id = kept.id;
      for (const name of ["aria-describedby", "aria-invalid", "placeholder", "data-suggest"]) {
        if (kept.hasAttribute(name)) this.entry.setAttribute(name, kept.getAttribute(name));
      }
      const place = document.createElement("div");
      place.className = "suggest";
      place.append(this.entry);
      this.box.append(this.list, place);
      // The label now belongs to the entry; the kept field only carries the values.
      kept.id += "-values";
      kept.type = "hidden";
      kept.after(this.box);
      if (this.entry.dataset.suggest) window.board?.suggest?.(this.entry);
      this.listen();
    }

    listen() {
      this.entry.addEventListener("suggest:chosen", (event) => {
        event.preventDefault();
        this.add(event.detail.value ?? event.detail.label);
      });
      this.entry.addEventListener("keydown", (event) => {
        if (event.defaultPrevented) return;
        const full = this.entry.value.trim() !== "";
        if ((event.key === "Enter" || event.key === this.separator) && full) {
          event.preventDefault();
          this.add(this.entry.value);
        } else if (event.key === "Backspace" && this.entry.value === "" && this.values.length) {
          this.remove(this.values.length - 1);
        }
      });
      this.entry.addEventListener("blur", () => this.add(this.entry.value));
      this.list.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button) this.remove(Number(button.dataset.at));
      });
    }

    add(text) {
      this.values = [...new Set([...this.values, ...this.split(text)])];
      this.entry.value = "";
      this.draw();
    }

    remove(at) {
      const [gone] = this.values.splice(at, 1);
      this.draw();
      this.entry.focus();
      window.board?.say?.("Took off " + gone);
    }

    draw() {
      this.kept.value = this.values.join(this.separator === "," ? ", " : this.separator + " ");
      this.list.replaceChildren(...this.values.map((value, at) => {
        const item = document.createElement("li");
        item.className = "chip chip-value";
        const button = document.createElement("button");
        button.type = "button";
        button.className = "chip-remove";
        button.dataset.at = at;
        button.setAttribute("aria-label", "Take off " + value);
        button.textContent = "×";
        item.append(value, " ", button);
        return item;
      }));
      this.kept.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  function start(root) {
    for (const input of root.querySelectorAll("input[data-chips]:not([type=hidden])")) new Chips(input);
  }

  start(document);
  document.addEventListener("htmx:load", (event) => start(event.target));
})();
