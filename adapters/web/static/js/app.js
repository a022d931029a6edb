/** The page: who is looking, at which room, and how its parts hear of one another. */

import * as api from "./api.js";
import { Clock } from "./clock.js";
import { Column } from "./column.js";
import { Composer } from "./composer.js";
import { pause } from "./dom.js";
import { about, chips, emptyState } from "./guide.js";
import * as memory from "./memory.js";
import { News } from "./news.js";
import { People } from "./people.js";
import { Scroller } from "./scroller.js";
import { Shelf } from "./shelf.js";
import { Side } from "./side.js";
import { Stream } from "./stream.js";
import { Talk } from "./talk.js";
import * as time from "./time.js";

const READ_CLOCK = 30000; // milliseconds between looks at the clock, which goes on by itself
const byId = (id) => document.getElementById(id);

class Page {
  #people;
  #me = null;
  #room = null;
  #rooms = [];
  #stream = null;
  #shelf = new Shelf((member, room) => this.#column(member, room));
  #scroller = new Scroller(byId("posts"), byId("newer"));
  #clock = new Clock(byId("clock"), (seconds) => this.#moveClock(seconds));
  #composer = new Composer(byId("composer"), {
    say: (line) => this.#talk.say(line),
    suggest: (line, signal) => api.suggestions(this.#me, this.#room, line, signal),
  });
  #side;
  #talk;
  #news;

  constructor(people) {
    this.#people = people;
    this.#news = new News(people, () => this.#refresh());
    this.#talk = new Talk(byId("sheet"), this.#surroundings());
    this.#side = new Side(people, (member, room) => this.#go(member, room));
    addEventListener("popstate", () => this.#follow());
    addEventListener("storage", () => this.#news.soon());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.#me) this.#read();
    });
    setInterval(() => {
      if (!document.hidden) this.#readClock();
    }, READ_CLOCK);
  }

  /** Go where the address says. */
  async start() {
    await this.#follow();
    history.replaceState(null, "", this.#address());
  }

  #follow() {
    const query = new URLSearchParams(location.search);
    return this.#enter(query.get("as"), query.get("room"));
  }

  async #go(member, room) {
    try {
      await this.#enter(member, room);
    } catch (trouble) {
      this.#notice(trouble.message);
      return;
    }
    if (location.search !== this.#address()) history.pushState(null, "", this.#address());
    if (matchMedia("(hover: hover) and (pointer: fine)").matches) this.#composer.focus();
    else byId("room-name").focus({ preventScroll: true });
  }

  #address() {
    return `?${new URLSearchParams({ as: this.#me, room: this.#room })}`;
  }

  /** Become a member and look at a room; whatever is unknown becomes the first there is. */
  async #enter(member, room) {
    const me = (this.#people.get(member) ?? [...this.#people][0]).id;
    const changed = me !== this.#me;
    if (changed) {
      this.#stream?.close();
      this.#me = me;
      this.#composer.belongTo(me);
      await this.#readRooms();
      if (me !== this.#me) return;
    }
    this.#room = (this.#rooms.find(({ id }) => id === room) ?? this.#rooms[0]).id;
    if (changed) {
      this.#listen();
      await this.#catchUp();
      if (me !== this.#me) return;
    }
    this.#show();
  }

  #listen() {
    this.#notice("");
    this.#stream = new Stream(this.#me, {
      hello: (now) => {
        this.#notice("");
        this.#timeIs(now);
        this.#catchUp();
        this.#news.soon();
      },
      clock: (now) => this.#timeIs(now),
      post: (post) => this.#hear(post),
      lost: () => this.#notice("Reconnecting…"),
    });
  }

  #notice(text) {
    byId("notice").textContent = text;
  }

  // Rooms and posts

  async #readRooms() {
    const me = this.#me;
    const rooms = await api.rooms(me);
    if (me !== this.#me || JSON.stringify(rooms) === JSON.stringify(this.#rooms)) return;
    this.#rooms = rooms;
    this.#side.rooms(rooms);
    if (this.#room) this.#refresh();
  }

  #column(member, room) {
    const context = {
      people: this.#people,
      zone: () => this.#people.zone(member),
      now: () => this.#clock.now,
      press: (call, control, anchor) => this.#talk.press(call, control, anchor),
    };
    const nothing = emptyState(room, (text) => this.#composer.write(text));
    return new Column(context, nothing);
  }

  get #shown() {
    return this.#shelf.column(this.#me, this.#here);
  }

  get #here() {
    return this.#rooms.find(({ id }) => id === this.#room);
  }

  /** Fetch what may have been missed, and try until it is there. */
  async #catchUp() {
    const me = this.#me;
    try {
      await this.#shelf.fetch(me, this.#rooms);
      if (me === this.#me) this.#read();
    } catch {
      if (me !== this.#me) return;
      this.#notice("Reconnecting…");
      await pause(2000);
      if (me === this.#me) await this.#catchUp().then(() => this.#notice(""));
    }
  }

  #hear(post) {
    const room = this.#rooms.find(({ id }) => id === post.room);
    if (!room) {
      this.#readRooms();
      return;
    }
    const what = this.#shelf.column(this.#me, room).hear(post);
    if (what === "new" && post.room === this.#room) this.#scroller.grew();
    this.#read();
    this.#news.soon();
  }

  /** What is on the screen counts as read. */
  #read() {
    if (!document.hidden && this.#here) memory.see(this.#me, this.#room, this.#shown.last);
    this.#refresh();
  }

  #show() {
    this.#scroller.show(this.#shown.element);
    this.#read();
  }

  /** Write down everywhere where the reader is and what is new. */
  #refresh() {
    const room = this.#here;
    const me = this.#people.get(this.#me);
    if (!room) return;
    const others = this.#rooms.filter(({ id }) => id !== room.id);
    const unread = new Set(others.filter((other) => this.#shelf.isUnread(me.id, other)).map(({ id }) => id));
    this.#side.update({ me: me.id, room: room.id, unread, news: this.#news.waiting });
    byId("room-name").textContent = room.name;
    byId("room-about").textContent = about(room);
    document.title = `${unread.size ? "• " : ""}${room.name} · ${me.name} · Netlearn`;
    this.#offerSteps(room);
  }

  /** A row of first commands, until one was sent; an empty room offers its own. */
  #offerSteps(room) {
    const steps = byId("steps");
    steps.hidden = !memory.isNew() || this.#shown.isEmpty;
    if (steps.dataset.of === room.id) return;
    steps.dataset.of = room.id;
    steps.replaceChildren(...chips(room, (text) => this.#composer.write(text)));
  }

  /** An answer may have changed the rooms' groups, or somebody's zone. */
  async #learn() {
    const [members] = await Promise.all([api.members(), this.#readRooms()]);
    if (!this.#people.update(members)) return;
    this.#clock.show(this.#clock.now, this.#people.zone(this.#me));
    this.#shelf.retime();
  }

  // Time

  async #moveClock(seconds) {
    try {
      const now = await api.clock(seconds);
      this.#timeIs(now);
      return now;
    } catch (trouble) {
      this.#notice(trouble.message);
      return null;
    }
  }

  #readClock() {
    api.clock(0).then(
      (now) => this.#timeIs(now),
      () => {},
    );
  }

  #timeIs(now) {
    const before = this.#clock.now;
    const zone = this.#people.zone(this.#me);
    this.#clock.show(now, zone);
    if (time.dayKey(before, zone) !== time.dayKey(now, zone)) this.#shelf.retime();
  }

  /** What talking needs to know of the page, and tells it. */
  #surroundings() {
    return {
      people: this.#people,
      here: () => ({ me: this.#me, room: this.#room, column: this.#shown }),
      reveal: (column, note) => {
        if (column === this.#shown) this.#scroller.reveal(note);
      },
      focusLine: () => this.#composer.focus(),
      told: () => {
        this.#learn().catch(() => {});
        this.#news.soon();
        this.#refresh();
      },
    };
  }
}

/** The members, however long the simulator takes to be there. */
async function members() {
  for (;;) {
    try {
      return await api.members();
    } catch (trouble) {
      byId("notice").textContent = trouble.message;
      await pause(2000);
    }
  }
}

await new Page(new People(await members())).start();
