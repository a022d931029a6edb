/** Private answers: what was typed, and what Netlearn said to the caller alone. */

import { cardBody } from "./cards.js";
import { el, icon, unseen } from "./dom.js";

let count = 0;

/** An error in full: what is wrong, and then each thing that is. */
export function sentences({ message, fields = {} }) {
  return [...new Set([message, ...Object.values(fields)])].filter(Boolean).join("\n");
}

export class Note {
  #context;
  #dismissed;

  /** `typed` is the line, if there was one; `context` has `people` and `press`; `dismissed()` is told when it goes. */
  constructor(typed, context, dismissed) {
    this.#context = context;
    this.#dismissed = dismissed;
    const line = typed && el("p", { class: "typed", dir: "auto" }, unseen("You typed: "), context.people.spell(typed));
    this.waiting = el(
      "p",
      { class: "waiting" },
      unseen("Working"),
      el("span", { "aria-hidden": "true" }),
      el("span", { "aria-hidden": "true" }),
      el("span", { "aria-hidden": "true" }),
    );
    this.element = el("div", { class: "note" }, line, this.waiting);
  }

  /** Show what came of it: a card, or an error. */
  answer({ card, error }) {
    const id = `note-${(count += 1)}`;
    const press = (call, control) => this.#context.press(call, control, this.element);
    const body = error
      ? el("p", { class: "words sorry", id, dir: "auto" }, icon("sorry"), this.#context.people.spell(sentences(error)))
      : cardBody(card, { id, people: this.#context.people, press });
    const dismiss = el(
      "button",
      { type: "button", class: "dismiss", "aria-label": "Dismiss", onclick: () => this.remove(true) },
      icon("close"),
    );
    this.waiting.replaceWith(
      el(
        "article",
        { class: error ? "answer error" : "answer", "aria-labelledby": id, "data-private": true, "data-card": true },
        el("header", {}, icon("private"), el("p", {}, "Only you can see this"), dismiss),
        body,
      ),
    );
    this.failed = Boolean(error);
  }

  remove(byHand = false) {
    this.element.remove();
    this.#dismissed(byHand);
  }
}
