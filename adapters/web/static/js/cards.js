/** A card becomes elements: one function for each kind of block. */

import { el, icon, pause, whisper } from "./dom.js";

const AS_BUTTONS = 6; // more options than this are offered in a list
const BRIEF = 16; // values up to this length stand beside their names on a phone too
let lists = 0;

/**
 * The headline and blocks of a card.
 * `context` has `id` (for the headline), `people`, `press(call, control)`, and perhaps `beside`, which stands at the
 * headline's end, and the headline's `level`.
 */
export function cardBody(card, context) {
  // A headline is Netlearn's own sentence and runs as such, even when it begins with a name that runs the other way.
  const words = context.people.spell(card.headline);
  const headline = el(`h${context.level ?? 3}`, { class: "headline", id: context.id }, words);
  const head = context.beside ? el("header", { class: "head" }, headline, context.beside) : headline;
  return [head, ...card.blocks.map((block) => (BLOCKS[block.kind] ?? unknown)(block, context))];
}

const BLOCKS = { text, fields, picture, file, choices, actions, ping };

function text(block, { people }) {
  const words = people.spell(block.text);
  if (block.style === "quote") return quote(words);
  return el("p", { class: block.style === "quiet" ? "words quiet" : "words", dir: "auto" }, words);
}

/** Text that is meant to be taken elsewhere, with a button that copies it. */
function quote(words) {
  const copied = el("span", {}, "Copy");
  const button = el(
    "button",
    { type: "button", class: "copy", onclick: () => copy(words, copied, written) },
    icon("copy"),
    copied,
  );
  const written = el("blockquote", { class: "words", dir: "auto" }, words);
  return el("div", { class: "quote" }, written, button);
}

async function copy(words, label, written) {
  try {
    await navigator.clipboard.writeText(words);
    label.textContent = "Copied";
    whisper("Copied");
  } catch {
    getSelection().selectAllChildren(written);
    label.textContent = "Selected";
    whisper("Selected; copy it with your keyboard or menu");
  }
  await pause(2500);
  label.textContent = "Copy";
}

function fields(block, { people }) {
  const rows = block.fields.map(({ name, value }) =>
    el("div", {}, el("dt", { dir: "auto" }, people.spell(name)), el("dd", { dir: "auto" }, people.spell(value))),
  );
  const brief = block.fields.every(({ value }) => value.length <= BRIEF);
  return el("dl", { class: brief ? "fields brief" : "fields" }, rows);
}

function picture(block) {
  const dark = `${block.src}${block.src.includes("?") ? "&" : "?"}theme=dark`;
  return el(
    "picture",
    { class: "picture" },
    el("source", { media: "(prefers-color-scheme: dark)", srcset: dark }),
    el("img", {
      src: block.src,
      alt: block.alt,
      loading: "lazy",
      decoding: "async",
      width: block.width ?? 800,
      height: block.height ?? 450,
    }),
  );
}

function file(block) {
  return el("p", { class: "file" }, el("a", { href: block.href, download: block.name, dir: "auto" }, block.name));
}

function choices(block, context) {
  if (block.options.length <= AS_BUTTONS) {
    const buttons = block.options.map((option) => pressing({ ...option, style: "plain" }, context));
    return el(
      "div",
      { class: "choices", role: "group", "aria-label": block.label },
      el("span", { class: "quiet", "aria-hidden": "true", dir: "auto" }, block.label),
      el("div", { class: "buttons" }, buttons),
    );
  }
  const id = `options-${(lists += 1)}`;
  const list = el(
    "select",
    { id },
    block.options.map(({ label, call }) => el("option", { value: call }, label)),
  );
  const choose = el(
    "button",
    { type: "button", class: "button plain", onclick: () => context.press(list.value, choose) },
    "Choose",
  );
  return el(
    "div",
    { class: "choices" },
    el("label", { for: id, class: "quiet", dir: "auto" }, block.label),
    el("div", { class: "buttons" }, list, choose),
  );
}

function actions(block, context) {
  return el(
    "div",
    { class: "buttons" },
    block.buttons.map((button) => pressing(button, context)),
  );
}

/** Whoever is to act; elsewhere their telephone would ring. */
function ping({ name }) {
  return el("p", { class: "words" }, el("span", { class: "ping", dir: "auto" }, `@${name}`));
}

function pressing({ label, call, style }, context) {
  const button = el(
    "button",
    {
      type: "button",
      class: `button ${style}`,
      "data-call": call,
      dir: "auto",
      onclick: () => context.press(call, button),
    },
    label,
  );
  return button;
}

function unknown(block) {
  return el(
    "p",
    { class: "words quiet" },
    `This page cannot show a “${block.kind}” yet. Reload it to get the newer one.`,
  );
}
