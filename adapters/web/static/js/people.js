/** Faces and names: initials on a colour of one's own. */

import { el, icon } from "./dom.js";
import { HERE } from "./time.js";

const TONES = 6;

export class People {
  #members;

  constructor(members) {
    this.#members = members.map((member, index) => ({ ...member, tone: index % TONES }));
  }

  [Symbol.iterator]() {
    return this.#members[Symbol.iterator]();
  }

  /** Take what is known of the members by now; returns whether anything is new. */
  update(members) {
    const before = JSON.stringify(this.#members);
    this.#members = this.#members.map((member) => ({ ...member, ...members.find(({ id }) => id === member.id) }));
    return JSON.stringify(this.#members) !== before;
  }

  /** The time zone that a member lives in, or else this computer's. */
  zone(id) {
    return this.get(id).zone ?? HERE;
  }

  get(id) {
    return this.#members.find((member) => member.id === id);
  }

  /** The member whom a headline begins with ("Ana would like to meet…"), or undefined. */
  named(headline) {
    const begins = (name) => headline.startsWith(name) && !/^[\p{L}\p{N}-]/u.test(headline.slice(name.length));
    const exactly = this.#members.find((member) => begins(member.name));
    if (exactly) return exactly;
    const called = this.#members.filter((member) => begins(firstName(member)));
    return called.length === 1 ? called[0] : undefined;
  }

  /** Text with each `<@id>` of a member written as the name. */
  spell(text) {
    return text.replace(/<@([^<>\s]+)>/g, (mention, id) => (this.get(id) ? `@${this.get(id).name}` : mention));
  }
}

export function firstName(member) {
  return member.name.split(/\s+/)[0];
}

function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map((word) => Array.from(word)[0].toLocaleUpperCase()).join("");
}

/** A round portrait; it repeats a name written beside it, so screen readers skip it. */
export function avatar(member) {
  return el("span", { class: `avatar tone-${member.tone}`, "aria-hidden": "true" }, initials(member.name));
}

/** Netlearn's own face. */
export function mark() {
  return el("span", { class: "avatar tone-netlearn", "aria-hidden": "true" }, icon("mark"));
}
