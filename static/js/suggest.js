// Suggestions while typing, after the ARIA combobox pattern with a listbox.
// <input data-suggest="/places.json"> asks /places.json?q=… and takes either
// {"places": [{label, value}]} or {"hits": [{system, code, summary, jobs}]}.
// Choosing fires "suggest:chosen" on the input; a listener may preventDefault() to take the value.
(function () {
  "use strict";

  const PAUSE = 140; // ms between the last key and the question
  let counter = 0;

  function readable(answer) {
    if (Array.isArray(answer.places)) return answer.places;
    return (answer.hits || []).map((hit) => ({
      value: hit.value || (hit.system ? hit.system + ":" + hit.code : hit.code),
      code: hit.code,
      label: hit.label || hit.summary || "",
      more: hit.jobs ? hit.jobs + (hit.jobs === 1 ? " job" : " jobs") : "",
    }));
  }

  function line(option, id) {
    const item = document.createElement("li");
    item.id = id;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    for (const [name, text] of [["code", option.code], ["label", option.label], ["more", option.more]]) {
      if (!text) continue;
      const part = document.createElement("span");
      part.className = "suggest-" + name;
      part.textContent = text;
      item.append(part);
    }
    return item;
  }

  class Suggest {
    constructor(input) {
      this.input = input;
      this.options = [];
      this.at = -1;
      this.list = document.createElement("ul");
      this.list.className = "suggest-list";
      this.list.id = "suggest-" + ++counter;
      this.list.hidden = true;
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", "Suggestions");
      input.closest(".suggest").append(this.list);
      for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
        "aria-controls": this.list.id, autocomplete: "off",
      })) input.setAttribute(name, value);
      input.addEventListener("input", () => this.later());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      // mousedown, because the click comes after the blur that closes the list.
      this.list.addEventListener("mousedown", (event) => {
        event.preventDefault();
        const item = event.target.closest("li");
        if (item) this.choose([...this.list.children].indexOf(item));
      });
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      const words = this.input.value.trim();
      this.question?.abort();
      if (!words) return this.close();
      this.question = new AbortController();
      const address = new URL(this.input.dataset.suggest, location.href);
      address.searchParams.set("q", words);
      try {
        const answer = await fetch(address, { signal: this.question.signal, headers: { Accept: "application/json" } });
        if (!answer.ok) return this.close();
        this.show(readable(await answer.json()));
      } catch {
        this.close(); // suggestions are a comfort: without them the text stands as typed
      }
      return undefined;
    }

    show(options) {
      if (document.activeElement !== this.input) return;
      this.options = options;
      this.at = -1;
      this.list.replaceChildren(...options.map((option, n) => line(option, this.list.id + "-" + n)));
      this.list.hidden = options.length === 0;
      this.input.setAttribute("aria-expanded", String(options.length > 0));
      this.input.removeAttribute("aria-activedescendant");
      window.board?.say(options.length ? options.length + " suggestions" : "No suggestions");
    }

    close() {
      clearTimeout(this.timer);
      this.question?.abort();
      this.options = [];
      this.at = -1;
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }

    key(event) {
      const count = this.options.length;
      if (event.key === "ArrowDown" && !count) this.ask();
      else if (event.key === "ArrowDown" && count) this.move((this.at + 1) % count);
      else if (event.key === "ArrowUp" && count) this.move(this.at <= 0 ? count - 1 : this.at - 1);
      else if (event.key === "Enter" && this.at >= 0) this.choose(this.at);
      else if (event.key === "Escape" && count) this.close();
      else return;
      event.preventDefault();
    }

    move(to) {
      this.list.children[this.at]?.setAttribute("aria-selected", "false");
      this.at = to;
      const item = this.list.children[to];
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", item.id);
    }

    choose(n) {
      const option = this.options[n];
      const chosen = new CustomEvent("suggest:chosen", { detail: option, bubbles: true, cancelable: true });
      if (this.input.dispatchEvent(chosen)) {
        this.input.value = option.value ?? option.label;
        this.input.dispatchEvent(new Event("change", { bubbles: true }));
      }
      this.close();
    }
  }

  function start(root) {
    for (const input of root.querySelectorAll("input[data-suggest]:not([data-chips], [role=combobox])")) {
      new Suggest(input);
    }
  }

  window.board = Object.assign(window.board || {}, { suggest: (input) => new Suggest(input) });
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.target));
})();
