/** Keeps the newest post in view for whoever is at the end, and leaves everybody else where they are reading. */

import { icon } from "./dom.js";

const NEAR = 60; // pixels from the end that still count as being there
const MARGIN = 18; // pixels kept free above and below a note that is brought into view

export class Scroller {
  #root;
  #newer;
  #atEnd = true;
  #height = 0; // of all there is to scroll, as it was laid out when last looked at
  #watch = new ResizeObserver(() => {
    if (this.#atEnd) this.toEnd();
    this.#height = this.#root.scrollHeight;
  });

  constructor(root, newer) {
    this.#root = root;
    this.#newer = newer;
    newer.append(icon("down"), "Newer posts");
    newer.addEventListener("click", () => {
      this.toEnd();
      root.focus({ preventScroll: true });
    });
    root.addEventListener(
      "scroll",
      () => {
        this.#look();
        if (this.#atEnd) newer.hidden = true;
      },
      { passive: true },
    );
    this.#watch.observe(root);
  }

  /** Show a column from its end. */
  show(element) {
    if (this.#root.firstElementChild) this.#watch.unobserve(this.#root.firstElementChild);
    this.#root.replaceChildren(element);
    this.#watch.observe(element);
    this.toEnd();
  }

  toEnd() {
    this.#height = this.#root.scrollHeight;
    this.#root.scrollTop = this.#height;
    this.#atEnd = true;
    this.#newer.hidden = true;
  }

  /** Something new stands at the end; who has just scrolled away is left there, also before that is told. */
  grew() {
    this.#look();
    if (this.#atEnd) this.toEnd();
    else this.#newer.hidden = false;
  }

  /** Bring a private note into view, its beginning first when it is long. */
  reveal(element) {
    const view = this.#root.getBoundingClientRect();
    const { top, bottom, height } = element.getBoundingClientRect();
    const [above, below] = [top - view.top - MARGIN, bottom - view.bottom + MARGIN];
    if (above < 0 || height > view.height - 2 * MARGIN) this.#root.scrollTop += above;
    else if (below > 0) this.#root.scrollTop += below;
    this.#height = this.#root.scrollHeight;
    this.#look();
  }

  /** Find out who is at the end. What has grown since was not scrolled away from: the watch is about to follow it. */
  #look() {
    this.#atEnd = this.#height - this.#root.scrollTop - this.#root.clientHeight < NEAR;
  }
}
