/** Dates as people say them, in the zone of whoever is looking. */

export const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const formats = new Map();

function format(zone) {
  if (!formats.has(zone)) {
    const numbers = {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    };
    formats.set(zone, new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...numbers }));
  }
  return formats.get(zone);
}

/** What a clock on the wall shows, kept in a Date's UTC fields so that it can be reckoned with. */
function wall(date, zone) {
  const part = Object.fromEntries(
    format(zone)
      .formatToParts(date)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return new Date(Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second));
}

/** The city by which a zone is named: "Sao Paulo" of America/Sao_Paulo. */
export function city(zone) {
  return zone.split("/").at(-1).replaceAll("_", " ");
}

/** The day as a key that sorts: 2026-11-22. */
export function dayKey(date, zone = HERE) {
  return wall(date, zone).toISOString().slice(0, 10);
}

/** "9:05" */
export function hour(date, zone = HERE) {
  const at = wall(date, zone);
  return `${at.getUTCHours()}:${String(at.getUTCMinutes()).padStart(2, "0")}`;
}

/** "Sunday 22 November", with the year when it is not this one; "Today" and "Yesterday" when `now` says so. */
export function day(date, now = null, zone = HERE) {
  const at = wall(date, zone);
  const today = now && wall(now, zone);
  const distance = today && Math.floor(today / 864e5) - Math.floor(at / 864e5);
  if (distance === 0) return "Today";
  if (distance === 1) return "Yesterday";
  const year = today && today.getUTCFullYear() !== at.getUTCFullYear() ? ` ${at.getUTCFullYear()}` : "";
  return `${DAYS[at.getUTCDay()]} ${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}${year}`;
}

/** "Sunday 22 November, 15:36" */
export function moment(date, zone = HERE) {
  return `${day(date, null, zone)}, ${hour(date, zone)}`;
}

/** "Sun 15:36", where there is little room. */
export function brief(date, zone = HERE) {
  return `${DAYS[wall(date, zone).getUTCDay()].slice(0, 3)} ${hour(date, zone)}`;
}

/** Seconds until it is next Monday 9:00; never 0, and right across a change to or from summer time. */
export function untilMonday(now, zone = HERE) {
  const at = wall(now, zone);
  const ahead = (8 - at.getUTCDay()) % 7;
  const monday = Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate() + ahead, 9);
  const aim = monday > at ? monday : monday + 7 * 864e5;
  const guess = aim - (wall(new Date(aim), zone) - aim);
  const exact = aim - (wall(new Date(guess), zone) - guess);
  return Math.round((exact - now) / 1000);
}
