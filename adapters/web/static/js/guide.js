/** What to do next, for whoever is new to a room: words for the empty ones, and commands to tap. */

import { el, icon } from "./dom.js";

const GUIDES = {
  group: {
    title: "Nothing posted here yet",
    before: "Type ",
    command: "/target add",
    after: " and a company you are curious about. Your peers see it, and somebody may know someone there.",
    steps: ["/target add", "/intro ask", "/leaderboard", "/help"],
  },
  open: {
    title: "This room has no group yet",
    before: "Type ",
    command: "/group setup",
    after: " and a name, and it becomes a group that helps one another.",
    steps: ["/group setup", "/group join", "/help"],
  },
  dm: {
    title: "Nothing for you yet",
    before: "What only you should see is written here. You can work here in private too: type ",
    command: "/target list",
    after: " for your companies.",
    steps: ["/target list", "/intro list", "/me profile", "/help"],
  },
};

function guideOf(room) {
  if (room.id === "dm") return GUIDES.dm;
  return room.group ? GUIDES.group : GUIDES.open;
}

/** The line under a room's name. */
export function about(room) {
  if (room.id === "dm") return "For you alone";
  return room.group ?? "No group yet";
}

/** What stands in a room without posts. `write(text)` puts a command on the line. */
export function emptyState(room, write) {
  const { title, before, command, after } = guideOf(room);
  return el(
    "div",
    { class: "empty" },
    icon("mark"),
    el("h2", {}, title),
    el("p", {}, before, el("kbd", {}, command), after),
    el("div", { class: "chips", role: "group", "aria-label": "Try" }, chips(room, write)),
  );
}

/** Buttons that each put a command on the line. */
export function chips(room, write) {
  return guideOf(room).steps.map((command) =>
    el("button", { type: "button", class: "chip", onclick: () => write(`${command} `) }, command),
  );
}
