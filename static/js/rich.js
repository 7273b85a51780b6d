// Turns <textarea data-rich> into an editor (Trix). Without JavaScript the text area stays and
// takes plain text; the server cleans what either of them sends.
(function () {
  "use strict";

  const BUTTONS = [
    ["attribute", "bold", "Bold", "b"],
    ["attribute", "italic", "Italic", "i"],
    ["attribute", "href", "Link", "k"],
    ["attribute", "heading1", "Heading"],
    ["attribute", "bullet", "Bulleted list"],
    ["attribute", "number", "Numbered list"],
    ["action", "undo", "Undo", "z"],
    ["action", "redo", "Redo", "shift+z"],
  ];

  function button([kind, name, label, key]) {
    const made = document.createElement("button");
    made.type = "button";
    made.tabIndex = -1;
    made.className = "rich-button";
    made.dataset[kind === "action" ? "trixAction" : "trixAttribute"] = name;
    if (key) made.dataset.trixKey = key;
    made.textContent = label;
    return made;
  }

  // Only the link needs a second question; it is asked in a row under the buttons.
  function linkDialog() {
    const dialogs = document.createElement("div");
    dialogs.dataset.trixDialogs = "";
    const dialog = document.createElement("div");
    dialog.className = "rich-dialog";
    dialog.dataset.trixDialog = "href";
    dialog.dataset.trixDialogAttribute = "href";
    const address = document.createElement("input");
    Object.assign(address, { type: "url", name: "href", placeholder: "https://…", required: true, disabled: true });
    address.setAttribute("aria-label", "Address of the link");
    address.dataset.trixInput = "";
    const [set, unset] = [["setAttribute", "Link"], ["removeAttribute", "Take link off"]].map(([method, label]) => {
      const made = button(["none", "", label]);
      delete made.dataset.trixAttribute;
      made.dataset.trixMethod = method;
      return made;
    });
    dialog.append(address, set, unset);
    dialogs.append(dialog);
    return dialogs;
  }

  function toolbar(id) {
    const bar = document.createElement("trix-toolbar");
    bar.id = id;
    const row = document.createElement("div");
    row.className = "rich-buttons";
    row.append(...BUTTONS.map(button));
    bar.append(row, linkDialog());
    return bar;
  }

  function enrich(area) {
    const kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = area.name;
    kept.id = area.id + "-html";
    // The text area holds the text as one types it; the editor wants its tags.
    kept.value = area.dataset.html ?? area.value;
    const editor = document.createElement("trix-editor");
    editor.id = area.id;
    editor.setAttribute("input", kept.id);
    editor.setAttribute("toolbar", area.id + "-toolbar");
    editor.setAttribute("role", "textbox");
    editor.setAttribute("aria-multiline", "true");
    const label = document.querySelector('label[for="' + area.id + '"]');
    if (label) {
      label.id ||= area.id + "-label";
      editor.setAttribute("aria-labelledby", label.id);
      label.addEventListener("click", () => editor.focus());
    }
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (area.hasAttribute(name)) editor.setAttribute(name, area.getAttribute(name));
    }
    if (area.dataset.format) {
      const format = document.createElement("input");
      Object.assign(format, { type: "hidden", name: area.dataset.format, value: "html" });
      area.before(format);
    }
    area.before(kept, toolbar(area.id + "-toolbar"), editor);
    area.remove();
  }

  // Trix writes its basic rules into the page, which the content policy forbids and would report.
  // They stand in editor.css already, so its <style> elements are simply not let in.
  const head = document.head;
  head.insertBefore = function (node, before) {
    if (node.localName === "style" && /^trix-/.test(node.dataset.tagName || "")) return node;
    return Node.prototype.insertBefore.call(head, node, before);
  };

  // A heading inside a posting stands under the page's own h1 and h2.
  document.addEventListener("trix-before-initialize", () => {
    window.Trix.config.blockAttributes.heading1.tagName = "h3";
  }, { once: true });
  document.addEventListener("trix-file-accept", (event) => event.preventDefault());

  for (const area of document.querySelectorAll("textarea[data-rich]")) enrich(area);
})();
