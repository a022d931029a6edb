/** The live stream of one member: posts and the clock as they happen, taken up again when the line drops. */

import { clock, streamAddress } from "./api.js";

const FIRST_WAIT = 1000; // milliseconds before another try; doubled after each
const LONGEST_WAIT = 10000;
const LOOK = 3000; // milliseconds between looks of a window that has no line
const LINES = 4; // a browser keeps six connections to one server for all its windows together; two stay free

export class Stream {
  #as;
  #on;
  #closed = false;
  #turn = 0;
  #source = null;
  #release = null;
  #retry = null;
  #wait = FIRST_WAIT;

  /** `on` has `hello(now)`, `post(post)`, `clock(now)` and `lost()`. After each hello, posts may have been missed. */
  constructor(as, on) {
    this.#as = as;
    this.#on = on;
    document.addEventListener("visibilitychange", this.#look);
    this.#open();
  }

  close() {
    this.#closed = true;
    document.removeEventListener("visibilitychange", this.#look);
    this.#stop();
  }

  /** A window that nobody sees gives its line back. */
  #look = () => {
    this.#stop();
    if (!document.hidden) this.#open();
  };

  async #open() {
    const turn = (this.#turn += 1);
    const release = await takeLine();
    if (this.#closed || turn !== this.#turn) release?.();
    else if (release) this.#listen(release);
    else this.#lookWithoutLine(turn);
  }

  #listen(release) {
    const source = (this.#source = new EventSource(streamAddress(this.#as)));
    this.#release = release;
    const on = (name, heard) => source.addEventListener(name, (event) => heard(JSON.parse(event.data)));
    on("hello", ({ now }) => {
      this.#wait = FIRST_WAIT;
      this.#on.hello(new Date(now));
    });
    on("clock", ({ now }) => this.#on.clock(new Date(now)));
    on("post", (post) => this.#on.post(post));
    source.addEventListener("error", () => {
      this.#stop();
      this.#again();
    });
  }

  /** Every line is taken by other windows: look now and then, until one is free. */
  async #lookWithoutLine(turn) {
    try {
      const now = await clock(0);
      if (turn !== this.#turn) return;
      this.#on.hello(now);
      this.#retry = setTimeout(() => this.#open(), LOOK);
    } catch {
      if (turn === this.#turn) this.#again();
    }
  }

  #again() {
    this.#on.lost();
    this.#retry = setTimeout(() => this.#open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #stop() {
    this.#turn += 1;
    clearTimeout(this.#retry);
    this.#source?.close();
    this.#source = null;
    this.#release?.();
    this.#release = null;
  }
}

/** One of the browser's lines, as the function that gives it back; null when all are taken. */
async function takeLine() {
  if (!navigator.locks) return () => {};
  for (let line = 0; line < LINES; line += 1) {
    const release = await new Promise((resolve) => {
      navigator.locks.request(`netlearn-line-${line}`, { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(null);
          return null;
        }
        return new Promise((done) => {
          resolve(done);
        });
      });
    });
    if (release) return release;
  }
  return null;
}
