/** What this browser remembers between visits: what was read, what was typed. Works without storage too. */

function read(storage, key, otherwise) {
  try {
    return JSON.parse(storage().getItem(`netlearn.${key}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(storage, key, value) {
  try {
    storage().setItem(`netlearn.${key}`, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing shows the dots again; that is all.
  }
}

const browser = () => window.localStorage;
const tab = () => window.sessionStorage;

/** The last post that a member has seen in a room, or null. */
export const seen = (member, room) => read(browser, `seen.${member}.${room}`, null);
export const see = (member, room, post) => write(browser, `seen.${member}.${room}`, post);

/** The lines that a member typed in this window, oldest first. */
export const lines = (member) => read(tab, `lines.${member}`, []);
export const keepLine = (member, line) =>
  write(tab, `lines.${member}`, [...lines(member).filter((earlier) => earlier !== line), line].slice(-50));

/** Whether the first steps are still worth showing. */
export const isNew = () => read(browser, "new", true);
export const notNew = () => write(browser, "new", false);
