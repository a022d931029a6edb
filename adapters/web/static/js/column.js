/** One room as one member sees it: its posts, oldest first, and the private notes between them. */

import { cardBody } from "./cards.js";
import { el } from "./dom.js";
import { avatar, mark } from "./people.js";
import { Thread } from "./thread.js";
import * as time from "./time.js";

export class Column {
  #posts = new Map(); // id → {post, article, thread}
  #fresh = new Set(); // ids heard live since the last fetch began: those are newer than the fetched ones
  #context;
  #empty;

  /** `context` has `people`, `now()`, `zone()`, `press(call, control, anchor)`; `empty` stands for no posts at all. */
  constructor(context, empty) {
    this.#context = context;
    this.#empty = empty;
    this.element = el("div", { class: "column", role: "log", "aria-label": "Posts" }, empty);
    this.element.addEventListener("animationend", ({ target }) =>
      target.closest(".reply, .post")?.classList.remove("arrived", "changed"),
    );
  }

  /** The id of the newest message, in a thread or not. */
  get last() {
    return newest([...this.#posts.values()].map(({ post }) => post));
  }

  get isEmpty() {
    return this.element.contains(this.#empty);
  }

  /** A fetch begins; what is heard live from here on wins over it. */
  expect() {
    this.#fresh.clear();
  }

  /** A post was heard live: a new one goes to the end, one that changed or was replied to stays where it is. */
  hear(post) {
    this.#fresh.add(post.id);
    if (this.#posts.has(post.id)) {
      this.#change(post);
      return "known";
    }
    this.#append(post).classList.add("arrived");
    this.days();
    return "new";
  }

  /** All posts were fetched: add what was missed, change what changed, take away what is gone. */
  settle(posts) {
    const known = this.#posts;
    const filling = known.size === 0;
    const ids = posts.map(({ id }) => id);
    for (const [id, { article }] of known) {
      if (ids.includes(id)) continue;
      if (this.#fresh.has(id)) ids.push(id);
      else {
        article.remove();
        known.delete(id);
      }
    }
    for (const post of posts) {
      if (!known.has(post.id)) this.#append(post).classList.toggle("arrived", !filling);
      else if (!this.#fresh.has(post.id)) this.#change(post);
    }
    this.#order(ids);
    this.days();
  }

  /** Put a private note with its `card`, if it has one, at the end, or under what was pressed. */
  note(element, anchor = null, card = null) {
    this.#empty.remove();
    if (card) element.dataset.says = JSON.stringify(card);
    if (this.element.contains(anchor)) {
      anchor.after(element);
      const pressed = this.#posts.get(anchor.dataset.postId);
      if (pressed) quieten(pressed);
    } else {
      element.dataset.at = this.#context.now().toISOString();
      this.element.append(element);
      this.days();
    }
  }

  /** Say the times anew, for the time that it is now and the zone of the reader. */
  retime() {
    for (const { post, article, thread } of this.#posts.values()) {
      article.querySelector("time").replaceWith(this.#when(post));
      thread.retime();
    }
    this.days();
  }

  /** Write the days anew, each before the first thing that is of it. */
  days() {
    const zone = this.#context.zone();
    this.element.querySelectorAll(".day").forEach((heading) => heading.remove());
    let before = null;
    for (const child of [...this.element.children]) {
      const said = this.#posts.get(child.dataset.postId)?.post.at ?? child.dataset.at;
      if (!said) continue;
      const at = new Date(said);
      const key = time.dayKey(at, zone);
      if (key !== before)
        child.before(el("h2", { class: "day" }, el("span", {}, time.day(at, this.#context.now(), zone))));
      before = key;
    }
    this.refreshEmpty();
  }

  refreshEmpty() {
    if (this.element.querySelector(".post, .note")) this.#empty.remove();
    else this.element.replaceChildren(this.#empty);
  }

  #append(post) {
    const article = el("article", {
      class: "post",
      "data-post-id": post.id,
      tabindex: "-1",
      "aria-labelledby": `post-${post.id}`,
    });
    const thread = new Thread({
      people: this.#context.people,
      press: (call, control) => this.#context.press(call, control, article),
      when: (message) => this.#when(message),
    });
    this.#fill(article, post, thread);
    thread.settle(post.replies, false);
    this.#posts.set(post.id, { post, article, thread });
    this.element.append(article);
    return article;
  }

  #when({ at }) {
    const [date, zone] = [new Date(at), this.#context.zone()];
    return el("time", { datetime: at, title: time.moment(date, zone) }, time.hour(date, zone));
  }

  /** Should a post have been heard before older ones were fetched, put all in their order, each with its notes. */
  #order(ids) {
    const entries = ids.map((id) => [id, this.#posts.get(id)]);
    const standing = [...this.element.querySelectorAll(".post")];
    if (entries.every(([, { article }], index) => article === standing[index])) return;
    this.#posts = new Map(entries);
    for (const [, { article }] of entries) {
      const group = [article];
      while (group.at(-1).nextElementSibling?.matches(".note")) group.push(group.at(-1).nextElementSibling);
      this.element.append(...group);
    }
  }

  #change(post) {
    const entry = this.#posts.get(post.id);
    const { article, thread, post: before } = entry;
    const focused = article.contains(document.activeElement) ? document.activeElement : null;
    entry.post = post;
    thread.settle(post.replies, true);
    if (itself(before) !== itself(post)) {
      this.#fill(article, post, thread);
      quieten(entry);
      article.classList.remove("changed", "arrived");
      void article.offsetWidth; // so that a second change is shown as well
      article.classList.add("changed");
    }
    if (focused && focused !== document.activeElement)
      (refound(article, focused) ?? article).focus({ preventScroll: true });
  }

  #fill(article, post, thread) {
    const { people } = this.#context;
    const who = people.named(post.card.headline);
    const beside = el("p", { class: "when" }, this.#when(post), post.edited && el("span", {}, "changed"));
    const press = (call, control) => this.#context.press(call, control, article);
    article.replaceChildren(
      who ? avatar(who) : mark(),
      el(
        "div",
        { class: "card", "data-card": true },
        cardBody(post.card, { id: `post-${post.id}`, people, press, beside }),
      ),
      thread.element,
    );
  }
}

/** The id of the newest of some posts and of what stands in their threads; ids rise. */
export function newest(posts) {
  const ids = posts.flatMap(({ id, replies }) => [id, ...replies.map((reply) => reply.id)]);
  return ids.reduce((last, id) => (last === null || Number(id) > Number(last) ? id : last), null);
}

/** What a post says, without its thread. */
function itself(post) {
  return JSON.stringify({ ...post, replies: [] });
}

/** Take away the notes under a post that say no more than the post itself says by now. */
function quieten({ post, article }) {
  const said = JSON.stringify(post.card);
  let note = article.nextElementSibling;
  while (note?.matches(".note")) {
    const next = note.nextElementSibling;
    if (note.dataset.says === said && !note.contains(document.activeElement)) note.remove();
    note = next;
  }
}

/** After a card was drawn anew, the control that stands where the focused one stood. */
function refound(article, { dataset, textContent }) {
  const controls = [...article.querySelectorAll("button, select")];
  return (
    controls.find((control) => dataset.call && control.dataset.call === dataset.call) ??
    controls.find((control) => control.textContent === textContent)
  );
}
