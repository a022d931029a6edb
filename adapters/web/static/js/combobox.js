/** A text field that suggests (the ARIA combobox pattern): arrows choose, Tab or Enter takes, Escape closes. */

import { el, whisper } from "./dom.js";

const WAIT = 90; // milliseconds without typing before suggestions are asked for

export class Combobox {
  #input;
  #list;
  #ask;
  #taken;
  #items = [];
  #typed = ""; // what the items were asked for
  #active = -1;
  #timer = null;
  #asking = null;

  /** `ask(typed, signal)` returns suggestions with `label` and `hint`; `taken(suggestion)` puts one to use. */
  constructor(input, list, { ask, taken }) {
    this.#input = input;
    this.#list = list;
    this.#ask = ask;
    this.#taken = taken;
    input.addEventListener("input", () => this.refresh());
    input.addEventListener("keydown", (event) => this.#key(event));
    input.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#take([...list.children].indexOf(option));
    });
  }

  get isOpen() {
    return !this.#list.hidden;
  }

  /** Ask anew for what is typed by now. */
  refresh() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#activate(-1); // it belonged to what was typed before
    if (!this.#input.value.trim()) {
      this.close();
      return;
    }
    this.#timer = setTimeout(() => this.#fetch(), WAIT);
  }

  close() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#items = [];
    this.#input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  async #fetch() {
    const asking = (this.#asking = new AbortController());
    const typed = this.#input.value;
    let items;
    try {
      items = await this.#ask(typed, asking.signal);
    } catch {
      items = []; // a field without suggestions still takes what is typed
    }
    if (asking.signal.aborted || this.#input.value !== typed || document.activeElement !== this.#input) return;
    this.#typed = typed;
    if (items.length) this.#show(items);
    else this.close();
  }

  #show(items) {
    const wasOpen = this.isOpen;
    this.#items = items;
    this.#list.replaceChildren(
      ...items.map(({ label, hint }, index) =>
        el(
          "li",
          { role: "option", id: `${this.#list.id}-${index}`, "aria-selected": "false" },
          el("span", { class: "what", dir: "auto" }, label),
          hint && " ",
          hint && el("span", { class: "hint", dir: "auto" }, hint),
        ),
      ),
    );
    this.#list.hidden = false;
    this.#list.scrollTop = 0;
    this.#input.setAttribute("aria-expanded", "true");
    this.#activate(-1);
    if (!wasOpen) whisper(items.length === 1 ? "1 suggestion" : `${items.length} suggestions`);
  }

  #key(event) {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const handled = this.isOpen ? this.#keyWhenOpen(event) : event.key === "ArrowDown" && this.#openByHand();
    if (handled) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  #keyWhenOpen({ key, shiftKey }) {
    const { length } = this.#items;
    if (key === "ArrowDown") this.#activate((this.#active + 1) % length);
    else if (key === "ArrowUp") this.#activate(this.#active > 0 ? this.#active - 1 : length - 1);
    else if (key === "Escape") this.close();
    else if (key === "Enter" && this.#active >= 0) this.#take(this.#active);
    else if (key === "Tab" && !shiftKey) return this.#take(Math.max(this.#active, 0));
    else return false;
    return true;
  }

  #openByHand() {
    if (!this.#input.value.trim()) return false;
    this.#fetch();
    return true;
  }

  #activate(index) {
    this.#list.children[this.#active]?.setAttribute("aria-selected", "false");
    this.#active = index;
    const option = this.#list.children[index];
    if (!option) {
      this.#input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", option.id);
  }

  /** Put a suggestion to use; false when it changed nothing, so that Tab may go on. */
  #take(index) {
    const before = this.#input.value;
    if (before !== this.#typed) return true; // it was for what was typed before; fresher ones are on their way
    const suggestion = this.#items[index];
    this.close();
    this.#taken(suggestion);
    return this.#input.value.trim() !== before.trim();
  }
}
