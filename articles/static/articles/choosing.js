// Choosing some of many: suggestions while one types, and what was chosen as a list from which it is taken away.
// Without this file the field is what it is to the server: lines of text.

const PAUSE = 150;
let lists = 0;

function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children);
  return element;
}

const filled = (words, about) => words.replace(/\{(\w+)\}/g, (_, key) => about[key]);

class Choice {
  constructor(area) {
    this.area = area;
    this.labels = new Map();
    this.found = [];
    this.active = -1;
    this.timer = 0;
    const { id, lang, dir } = area;
    const list = `choosing-${lists += 1}`;
    this.chosen = make("ul", { class: "chosen" });
    this.options = make("ul", { id: list, class: "suggestions", role: "listbox", "aria-labelledby": `${id}_label`, hidden: "" });
    this.status = make("p", { class: "visually-hidden", role: "status" });
    this.input = make("input", {
      type: "text", id, role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list,
    });
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (area.hasAttribute(name)) this.input.setAttribute(name, area.getAttribute(name));
    }
    area.id = `${id}_lines`;
    area.hidden = true;
    const place = make("div", { class: "choosing" }, this.chosen, this.input, this.options, this.status);
    Object.assign(place, { lang, dir });
    area.after(place);
    this.show();
    this.listen();
  }

  get lines() {
    return this.area.value.split("\n").map((line) => line.trim()).filter(Boolean);
  }

  get edition() {
    return this.area.dataset.edition || this.area.form.elements.edition?.value || "";
  }

  listen() {
    this.input.addEventListener("input", () => this.ask());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => {
      this.take();
      this.offer([]);
    });
    this.chosen.addEventListener("click", (event) => {
      const line = event.target.closest("button")?.value;
      if (line === undefined) return;
      this.keep(this.lines.filter((other) => other !== line));
      this.input.focus();
    });
    // Pressed before the field is left, so that what was typed so far is not taken for what was meant.
    this.options.addEventListener("pointerdown", (event) => event.preventDefault());
    this.options.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.found[[...this.options.children].indexOf(option)]);
    });
  }

  keep(lines) {
    const most = Number(this.area.dataset.most);
    this.area.value = (most === 1 ? lines.slice(-1) : lines).join("\n");
    this.show();
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  show() {
    this.chosen.replaceChildren(...this.lines.map((line) => {
      const name = this.labels.get(line) ?? line;
      const away = make("button", { type: "button", value: line, "aria-label": filled(this.area.dataset.remove, { name }) }, "×");
      return make("li", {}, make("bdi", {}, name), away);
    }));
    this.chosen.hidden = !this.chosen.childElementCount;
  }

  ask() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const typed = this.input.value.trim();
    if (!typed) this.offer([]);
    else this.timer = setTimeout(() => this.fetch(typed), PAUSE);
  }

  async fetch(typed) {
    this.asking = new AbortController();
    const query = new URLSearchParams({ edition: this.edition, q: typed });
    try {
      const answer = await fetch(`${this.area.dataset.choose}?${query}`, { signal: this.asking.signal });
      const { found } = answer.ok ? await answer.json() : { found: [] };
      this.offer(found, typed);
    } catch (error) {
      if (error.name !== "AbortError") this.offer([], typed);
    }
  }

  offer(found, typed = "") {
    const lines = this.lines;
    this.found = found.filter((one) => !lines.includes(one.value));
    const isNew = typed && this.area.dataset.new && !found.some((one) => one.label.toLocaleLowerCase() === typed.toLocaleLowerCase());
    if (isNew) this.found.push({ value: typed, label: filled(this.area.dataset.new, { name: typed }), note: "", isNew });
    this.options.replaceChildren(...this.found.map((one, at) => {
      const option = make("li", { id: `${this.options.id}-${at}`, role: "option", "aria-selected": "false" }, make("bdi", {}, one.label));
      if (one.note) option.append(" ", make("small", {}, one.note));
      return option;
    }));
    this.options.hidden = !this.found.length;
    this.input.setAttribute("aria-expanded", String(Boolean(this.found.length)));
    this.status.textContent = typed ? filled(this.area.dataset.found, { number: this.found.length }) : "";
    this.move(-1);
  }

  move(to) {
    this.active = to;
    [...this.options.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === to)));
    if (to < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", this.options.children[to].id);
      this.options.children[to].scrollIntoView({ block: "nearest" });
    }
  }

  press(event) {
    const { key } = event;
    const count = this.found.length;
    if (event.isComposing) return;
    if (key === "ArrowDown" && count) this.move((this.active + 1) % count);
    else if (key === "ArrowUp" && count) this.move((this.active <= 0 ? count : this.active) - 1);
    else if (key === "Escape" && count) this.offer([]);
    else if (key === "Enter") this.enter();
    else if (key === "Backspace" && !this.input.value && this.lines.length) this.keep(this.lines.slice(0, -1));
    else return;
    event.preventDefault();
  }

  enter() {
    if (this.active >= 0) this.choose(this.found[this.active]);
    else this.take();
  }

  // What was typed and not chosen is not lost: the server says whether there is such a one.
  take() {
    const typed = this.input.value.trim();
    if (typed) this.choose({ value: typed, label: typed, isNew: true });
  }

  choose({ value, label, isNew }) {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (!isNew) this.labels.set(value, label);
    this.input.value = "";
    this.offer([]);
    this.keep([...new Set([...this.lines, value])]);
  }
}

for (const area of document.querySelectorAll("textarea[data-choose]")) new Choice(area);
