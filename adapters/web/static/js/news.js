/** Which members have direct messages that nobody has read in this browser. */

import * as api from "./api.js";
import { newest } from "./column.js";
import * as memory from "./memory.js";

const WAIT = 700; // milliseconds after something happened, for its messages to arrive

export class News {
  #people;
  #heard;
  #timer = null;
  waiting = new Set();

  /** `heard()` is called after each look. */
  constructor(people, heard) {
    this.#people = people;
    this.#heard = heard;
  }

  /** Look a moment from now, once for everything that happens until then. */
  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), WAIT);
  }

  async #look() {
    const looks = [...this.#people].map(async ({ id }) => {
      const last = newest(await api.posts(id, "dm"));
      if (last !== null && last !== memory.seen(id, "dm")) this.waiting.add(id);
      else this.waiting.delete(id);
    });
    await Promise.allSettled(looks); // a member who cannot be asked now stays as before
    this.#heard();
  }
}
