/** The simulator's HTTP interface (docs/simulator.md), and nothing else of it than this file. */

const SILENT = "The simulator does not answer. Is it still running? What you typed is kept; try again when it is back.";

/** Something that the page could not get, said as a person would. */
export class Trouble extends Error {}

async function request(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch (cause) {
    if (cause.name === "AbortError") throw cause;
    throw new Trouble(SILENT);
  }
  const body = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  throw new Trouble(body?.error?.message ?? `The simulator could not do that (${response.status}). Try once more.`);
}

function get(path, query = {}, signal = undefined) {
  const search = new URLSearchParams(query).toString();
  return request(search ? `${path}?${search}` : path, { signal });
}

function post(path, body) {
  return request(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** What came of a call: `{card}`, `{form}` or `{error: {message, fields}}`; trouble on the way is an error too. */
async function outcome(path, body) {
  try {
    return await post(path, body);
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    return { error: { message: trouble.message, fields: {} } };
  }
}

export const call = (as, room, text) => outcome("/api/call", { as, room, text });
export const press = (as, room, pressed) => outcome("/api/press", { as, room, call: pressed });
export const submit = (as, room, submitted, values) => outcome("/api/submit", { as, room, call: submitted, values });

export const members = async () => (await get("/api/members")).members;
export const rooms = async (as) => (await get("/api/rooms", { as })).rooms;
export const posts = async (as, room) => (await get("/api/posts", { as, room })).posts;
export const suggestions = async (as, room, text, signal) =>
  (await get("/api/suggest", { as, room, text }, signal)).suggestions;

/** Move the group's clock forward by so many seconds (0 only reads it); returns the time it then is. */
export const clock = async (seconds) => new Date((await post("/api/clock", { advance_seconds: seconds })).now);

export const streamAddress = (as) => `/api/stream?${new URLSearchParams({ as })}`;
