/** The columns of every room that was looked at in this window; they stay for its life, with their private notes. */

import * as api from "./api.js";
import * as memory from "./memory.js";

export class Shelf {
  #columns = new Map(); // "member/room" → Column
  #fetching = Promise.resolve();
  #make;

  /** `make(member, room)` makes an empty column. */
  constructor(make) {
    this.#make = make;
  }

  column(member, room) {
    const key = `${member}/${room.id}`;
    if (!this.#columns.has(key)) this.#columns.set(key, this.#make(member, room));
    return this.#columns.get(key);
  }

  /** Fetch the posts of a member's rooms, so that nothing is missed; one fetch after the other. */
  fetch(member, rooms) {
    const fetched = this.#fetching.then(() => Promise.all(rooms.map((room) => this.#settle(member, room))));
    this.#fetching = fetched.catch(() => {});
    return fetched;
  }

  async #settle(member, room) {
    const column = this.column(member, room);
    column.expect();
    column.settle(await api.posts(member, room.id));
  }

  isUnread(member, room) {
    const { last } = this.column(member, room);
    return last !== null && last !== memory.seen(member, room.id);
  }

  retime() {
    for (const column of this.#columns.values()) column.retime();
  }
}
