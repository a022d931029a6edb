/** The side of the page: which member you are, and the rooms; on a phone it slides in over the rest. */

import { el, icon, unseen } from "./dom.js";
import { avatar, firstName } from "./people.js";

const address = (as, room) => `?${new URLSearchParams({ as, room })}`;

export class Side {
  #element = document.getElementById("side");
  #members = document.getElementById("members");
  #rooms = document.getElementById("rooms");
  #menu = document.getElementById("menu");
  #shade = document.getElementById("shade");
  #main = document.getElementById("main");
  #people;

  /** `go(member, room)` is told what was chosen. */
  constructor(people, go) {
    this.#people = people;
    this.#members.append(
      ...[...people].map((member) =>
        el(
          "li",
          {},
          el(
            "a",
            { class: "pick", "data-member": member.id },
            avatar(member),
            el("span", { class: "name", dir: "auto" }, member.name),
            dot("something new"),
          ),
          el(
            "a",
            {
              class: "second",
              "data-window": member.id,
              target: "_blank",
              rel: "noopener",
              title: "Open in a second window",
              "aria-label": `Open a second window as ${firstName(member)}`,
            },
            icon("window"),
          ),
        ),
      ),
    );
    this.#element.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-member], a[data-room]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      const query = new URLSearchParams(link.search);
      this.#slide(false);
      go(query.get("as"), query.get("room"));
    });
    this.#menu.addEventListener("click", () => this.#slide(true));
    this.#shade.addEventListener("click", () => this.#close());
    this.#element.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.#close();
    });
    matchMedia("(min-width: 800px)").addEventListener("change", () => this.#slide(false));
  }

  /** Show the rooms of a member, under the names of their groups. */
  rooms(rooms) {
    const headings = new Map();
    for (const room of rooms) {
      const heading = room.id === "dm" ? "For you alone" : (room.group ?? "No group yet");
      headings.set(heading, [...(headings.get(heading) ?? []), room]);
    }
    this.#rooms.replaceChildren(
      ...[...headings].flatMap(([heading, some]) => [
        el("h2", { dir: "auto" }, heading),
        el(
          "ul",
          {},
          some.map((room) =>
            el(
              "li",
              {},
              el(
                "a",
                { class: "pick", "data-room": room.id },
                icon(room.id === "dm" ? "dm" : "room"),
                el("span", { class: "name", dir: "auto" }, room.name),
                dot("new posts"),
              ),
            ),
          ),
        ),
      ]),
    );
  }

  /** Mark where the reader is; `unread` are rooms with new posts, `news` members with new direct messages. */
  update({ me, room, unread, news }) {
    for (const link of this.#members.querySelectorAll("[data-member]")) {
      const { member } = link.dataset;
      link.href = address(member, room);
      mark(link, member === me, member !== me && news.has(member));
    }
    for (const link of this.#members.querySelectorAll("[data-window]")) link.href = address(link.dataset.window, room);
    for (const link of this.#rooms.querySelectorAll("[data-room]")) {
      link.href = address(me, link.dataset.room);
      mark(link, link.dataset.room === room, unread.has(link.dataset.room));
    }
    const waiting = unread.size || [...news].some((member) => member !== me);
    const myself = this.#people.get(me);
    this.#menu.replaceChildren(
      avatar(myself),
      unseen(`Members and rooms; you are ${myself.name}`),
      dot("something new"),
    );
    this.#menu.classList.toggle("new", Boolean(waiting));
  }

  #close() {
    if (!this.#element.classList.contains("open")) return;
    this.#slide(false);
    this.#menu.focus();
  }

  #slide(open) {
    this.#element.classList.toggle("open", open);
    this.#shade.hidden = !open;
    this.#main.inert = open;
    this.#menu.setAttribute("aria-expanded", String(open));
    if (open) this.#element.querySelector("[aria-current]")?.focus();
  }
}

function dot(meaning) {
  return el("span", { class: "dot" }, unseen(`(${meaning})`));
}

function mark(link, current, fresh) {
  if (current) link.setAttribute("aria-current", "true");
  else link.removeAttribute("aria-current");
  link.classList.toggle("new", fresh);
}
