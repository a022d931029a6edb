/** The line at the bottom: type, complete, send; earlier lines come back with the up arrow. */

import { Combobox } from "./combobox.js";
import * as memory from "./memory.js";

export class Composer {
  #input;
  #send;
  #say;
  #member = null;
  #options;
  #back = 0; // how many lines back the recalled one is; 0 is the one being written
  #draft = "";
  #busy = false;

  /** `say(line)` sends a line and tells whether it is done with; `suggest(line, signal)` returns suggestions. */
  constructor(form, { say, suggest }) {
    this.#input = form.querySelector("input");
    this.#send = form.querySelector(".send");
    this.#say = say;
    this.#options = new Combobox(this.#input, form.querySelector(".options"), {
      ask: suggest,
      taken: ({ text }) => this.write(text),
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#input.addEventListener("keydown", (event) => this.#key(event), true); // before the suggestions look at it
    this.#input.addEventListener("input", () => {
      this.#back = 0;
    });
  }

  /** Another member writes from here on; an unfinished line stays. */
  belongTo(member) {
    this.#member = member;
    this.#back = 0;
  }

  focus() {
    this.#input.focus({ preventScroll: true });
  }

  /** Put text on the line, ready to go on typing, with its suggestions. */
  write(text) {
    this.#set(text);
    this.focus();
    this.#options.refresh();
  }

  #set(text) {
    this.#input.value = text;
    this.#input.setSelectionRange(text.length, text.length);
    this.#input.scrollLeft = this.#input.scrollWidth;
  }

  async #submit() {
    const line = this.#input.value.trim();
    if (!line || this.#busy) {
      this.focus();
      return;
    }
    this.#options.close();
    this.#occupied(true);
    memory.keepLine(this.#member, line);
    this.#back = 0;
    try {
      const done = await this.#say(line);
      if (done && this.#input.value.trim() === line) this.#set("");
    } finally {
      this.#occupied(false);
    }
  }

  #occupied(busy) {
    this.#busy = busy;
    this.#send.setAttribute("aria-disabled", String(busy));
  }

  #key(event) {
    if (event.key === "Enter" && (event.repeat || event.isComposing)) event.preventDefault();
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step || event.shiftKey || event.isComposing || this.#options.isOpen || !this.#recall(step)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #recall(step) {
    const lines = memory.lines(this.#member);
    const back = this.#back + step;
    if (back < 0 || back > lines.length) return false;
    if (this.#back === 0) this.#draft = this.#input.value;
    this.#back = back;
    this.#set(back === 0 ? this.#draft : lines.at(-back));
    return true;
  }
}
