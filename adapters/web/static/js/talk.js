/** Saying and pressing: send it once, fill the form it may open, show the answer to the caller alone. */

import * as api from "./api.js";
import { pause } from "./dom.js";
import { fillForm } from "./forms.js";
import * as memory from "./memory.js";
import { Note } from "./notes.js";

const SETTLE = 600; // a press within so many milliseconds of the last one is the second half of a double press

export class Talk {
  #sheet;
  #page;
  #pressing = new Set();
  #form = Promise.resolve();

  /**
   * `sheet` is the dialog for forms; `page` has `people`, `here()` ({me, room, column}), `reveal(column, element)`,
   * `focusLine()`, and `told()`, which is called after every answer.
   */
  constructor(sheet, page) {
    this.#sheet = sheet;
    this.#page = page;
  }

  /** Send a typed line; tells whether it is done with. */
  async say(line) {
    const { me, room } = this.#page.here();
    const done = await this.#answered(() => api.call(me, room, line), { typed: line });
    if (done) memory.notNew();
    this.#page.told();
    return done;
  }

  /** Press a card's button or option; `anchor` is the post or note that the answer belongs under. */
  async press(call, control, anchor) {
    const { me, room } = this.#page.here();
    const key = `${me}/${room}/${call}`;
    if (this.#pressing.has(key) || control.getAttribute("aria-disabled") === "true") return;
    const buttons = control.closest("[data-card]").querySelectorAll(".buttons button");
    const busy = (yes) => buttons.forEach((button) => button.setAttribute("aria-disabled", String(yes)));
    this.#pressing.add(key);
    busy(true);
    await Promise.all([pause(SETTLE), this.#answered(() => api.press(me, room, call), { anchor })]);
    this.#pressing.delete(key);
    busy(false);
    this.#page.told();
  }

  async #answered(send, { typed = null, anchor = null }) {
    const { me, room, column } = this.#page.here();
    const context = { people: this.#page.people, press: (call, control, under) => this.press(call, control, under) };
    const note = new Note(typed, context, (byHand) => {
      column.days();
      if (byHand) this.#page.focusLine();
    });
    if (typed) this.#place(column, note, null);
    let outcome = await send();
    if (outcome.form) outcome = await this.#fill(outcome.form, me, room);
    if (!outcome) {
      note.remove();
      return false;
    }
    note.answer(outcome);
    this.#place(column, note, anchor, outcome.card);
    return !outcome.error;
  }

  /** Put a note in its room, in the place of an earlier error under the same thing, and bring it into view. */
  #place(column, note, anchor, card = null) {
    const earlier = anchor?.nextElementSibling;
    if (earlier?.querySelector(":scope > .answer.error:first-child")) earlier.remove();
    if (!note.element.parentElement) column.note(note.element, anchor, card);
    this.#page.reveal(column, note.element.isConnected ? note.element : anchor);
  }

  #fill(form, me, room) {
    const filled = this.#form.then(() =>
      fillForm(this.#sheet, form, {
        people: this.#page.people,
        me,
        submit: (sent, values) => api.submit(me, room, sent.call, values),
        suggest: (line, signal) => api.suggestions(me, room, line, signal),
      }),
    );
    this.#form = filled.then(() => {
      if (document.activeElement === document.body) this.#page.focusLine();
    });
    return filled;
  }
}
