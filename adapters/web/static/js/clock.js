/** The group's clock: what time it is for them, and ways to move it forward. */

import { el, icon, unseen, whisper } from "./dom.js";
import * as time from "./time.js";

const HOUR = 3600;
const STEPS = [
  ["+1 hour", HOUR],
  ["+1 day", 24 * HOUR],
  ["+3 days", 72 * HOUR],
  ["+1 week", 168 * HOUR],
];

export class Clock {
  #move;
  #root;
  #toggle;
  #steps;
  #zone = time.HERE;
  now = new Date();

  /** `move(seconds)` moves the clock and returns the new time. */
  constructor(root, move) {
    this.#move = move;
    this.#steps = el(
      "div",
      { class: "clock-steps", id: "clock-steps", role: "group", "aria-label": "Move the clock forward" },
      el("p", { class: "clock-inside" }, el("time", { class: "full" }), " ", el("span", { class: "where" })),
      STEPS.map(([label, seconds]) => this.#step(label, () => seconds)),
      this.#step("to Monday 9:00", () => time.untilMonday(this.now, this.#zone)),
    );
    this.#toggle = el(
      "button",
      {
        type: "button",
        class: "clock-now",
        "aria-expanded": "false",
        "aria-controls": "clock-steps",
        onclick: () => this.#unfold(this.#toggle.getAttribute("aria-expanded") === "false"),
      },
      icon("clock"),
      el("time", { class: "full" }),
      el("time", { class: "brief" }),
      unseen(", move the clock forward"),
    );
    root.append(
      el("p", { class: "clock-said" }, icon("clock"), el("time", { class: "full" }), el("span", { class: "where" })),
      this.#toggle,
      this.#steps,
    );
    this.#root = root;
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !root.classList.contains("unfolded")) return;
      this.#unfold(false);
      this.#toggle.focus();
    });
    document.addEventListener("pointerdown", ({ target }) => {
      if (!root.contains(target)) this.#unfold(false);
    });
  }

  /** Show a time in a zone, and where that is unless it is here. */
  show(now, zone) {
    this.now = now;
    this.#zone = zone;
    const where = zone === time.HERE ? "" : `in ${time.city(zone)}`;
    for (const place of this.#root.querySelectorAll(".where")) place.textContent = where;
    for (const said of this.#root.querySelectorAll("time")) {
      said.dateTime = now.toISOString();
      said.textContent = said.matches(".brief") ? time.brief(now, zone) : time.moment(now, zone);
    }
  }

  #unfold(open) {
    this.#toggle.setAttribute("aria-expanded", String(open));
    this.#root.classList.toggle("unfolded", open);
  }

  #step(label, seconds) {
    const button = el(
      "button",
      {
        type: "button",
        class: "step",
        onclick: async () => {
          if (button.getAttribute("aria-disabled") === "true") return;
          const steps = this.#steps.querySelectorAll("button");
          for (const each of steps) each.setAttribute("aria-disabled", "true");
          const now = await this.#move(seconds());
          for (const each of steps) each.removeAttribute("aria-disabled");
          if (now) whisper(`It is now ${time.moment(now, this.#zone)}`);
        },
      },
      label,
    );
    return button;
  }
}
