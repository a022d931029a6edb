/** The thread of a post: what followed from it, in short messages under it, oldest first. */

import { cardBody } from "./cards.js";
import { el } from "./dom.js";

export class Thread {
  #replies = new Map(); // id → {reply, element}
  #context;
  element = el("div", { class: "thread", role: "group", "aria-label": "Thread", hidden: true });

  /** `context` has `people`, `press(call, control)` and `when(message)`, which gives the time as an element. */
  constructor(context) {
    this.#context = context;
  }

  /** Show these replies, each new one softly where `live`; those that are as before are not touched. */
  settle(replies, live) {
    const before = this.#replies;
    this.#replies = new Map(replies.map((reply) => [reply.id, this.#settled(reply, before.get(reply.id), live)]));
    const elements = [...this.#replies.values()].map(({ element }) => element);
    if (elements.some((element, index) => element !== this.element.children[index]) || before.size > elements.length)
      this.element.replaceChildren(...elements);
    this.element.hidden = elements.length === 0;
  }

  /** Say the times anew. */
  retime() {
    for (const { reply, element } of this.#replies.values())
      element.querySelector("time").replaceWith(this.#context.when(reply));
  }

  #settled(reply, known, live) {
    if (known && JSON.stringify(known.reply) === JSON.stringify(reply)) return known;
    const id = `reply-${reply.id}`;
    const element =
      known?.element ??
      el("article", { class: "reply", "data-reply-id": reply.id, "data-card": true, "aria-labelledby": id });
    element.classList.toggle("arrived", live && !known);
    const beside = el("p", { class: "when" }, this.#context.when(reply), reply.edited && el("span", {}, "changed"));
    element.replaceChildren(...cardBody(reply.card, { ...this.#context, id, beside, level: 4 }));
    return { reply, element };
  }
}
