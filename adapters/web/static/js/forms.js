/** A form in a dialog: labels, hints, errors at their field; what was typed stays until it is accepted. */

import { Combobox } from "./combobox.js";
import { el, whisper } from "./dom.js";
import { sentences } from "./notes.js";

let count = 0;
const drafts = new Map(); // what was typed into a form that was then cancelled, by its call

/**
 * Ask a form to be filled, and those that follow it. Returns the last answer, or null when it was cancelled.
 * `context` has `people`, `me`, `submit(form, values)` and `suggest(line, signal)`.
 */
export function fillForm(dialog, form, context) {
  return new Promise((resolve) => {
    let answer = null;
    let current = form;
    let fields = [];
    const keep = () => drafts.set(current.call, values(fields));

    async function send(event) {
      event.preventDefault();
      const button = event.currentTarget.querySelector("[type=submit]");
      if (button.getAttribute("aria-disabled") === "true") return;
      button.setAttribute("aria-disabled", "true");
      const outcome = await context.submit(current, values(fields));
      button.setAttribute("aria-disabled", "false");
      if (!dialog.open) return;
      if (outcome.error) {
        complain(dialog, fields, outcome.error);
        return;
      }
      drafts.delete(current.call);
      if (outcome.form) {
        draw(outcome.form);
        return;
      }
      answer = outcome;
      dialog.close();
    }

    function draw(next) {
      current = next;
      const draft = drafts.get(next.call) ?? {};
      fields = next.fields.map((field) =>
        drawField({ ...field, value: draft[field.name] ?? field.value }, next, context),
      );
      dialog.replaceChildren(
        el(
          "form",
          { method: "dialog", novalidate: true, onsubmit: send },
          el("h2", { id: "sheet-title", dir: "auto" }, next.title),
          el("p", { class: "problem", tabindex: "-1", hidden: true, dir: "auto" }),
          el(
            "div",
            { class: "fields-to-fill" },
            fields.map(({ element }) => element),
          ),
          el(
            "footer",
            {},
            el(
              "button",
              {
                type: "button",
                class: "button plain",
                onclick: () => {
                  keep();
                  dialog.close();
                },
              },
              "Cancel",
            ),
            el("button", { type: "submit", class: "button primary", dir: "auto" }, next.submit),
          ),
        ),
      );
      dialog.scrollTop = 0;
      fields[0]?.control.focus();
    }

    dialog.addEventListener("cancel", keep, { once: true });
    dialog.addEventListener(
      "close",
      () => {
        dialog.removeEventListener("cancel", keep);
        dialog.replaceChildren();
        resolve(answer);
      },
      { once: true },
    );
    dialog.replaceChildren();
    dialog.showModal();
    draw(form);
  });
}

function values(fields) {
  return Object.fromEntries(fields.map(({ name, control }) => [name, control.value.trim()]));
}

function drawField(field, form, context) {
  const id = `field-${(count += 1)}`;
  const control = (CONTROLS[field.kind] ?? text)(field, id, context);
  const hint = field.hint && el("p", { class: "hint", id: `${id}-hint`, dir: "auto" }, field.hint);
  const error = el("p", { class: "error", id: `${id}-error`, dir: "auto", hidden: true });
  const described = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(" ");
  control.setAttribute("aria-describedby", described);
  if (field.required) control.setAttribute("aria-required", "true");
  const open = !field.required && !(field.kind === "choice" && field.value); // a choice already made is not left out
  const label = el(
    "label",
    { for: id, dir: "auto" },
    field.label,
    open && el("span", { class: "optional" }, " (optional)"),
  );
  const box = el("div", { class: "box" }, control, field.kind === "text" && room(control, field.max));
  if (field.kind === "text" && field.suggest) suggesting(box, control, field, form, context);
  for (const typed of ["input", "change"]) control.addEventListener(typed, () => clear({ control, error }));
  return { name: field.name, control, error, element: el("div", { class: "field" }, label, hint, box, error) };
}

const CONTROLS = { text, number, choice, person };

function text(field, id) {
  if (!field.multiline) return el("input", { id, type: "text", dir: "auto", autocomplete: "off", value: field.value });
  const area = el("textarea", { id, rows: "3", dir: "auto" });
  area.value = field.value;
  return area;
}

/** Typed as text, so that what is not a number is kept and can be told of. */
function number(field, id) {
  return el("input", {
    id,
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    class: "short",
    value: field.value,
  });
}

function choice(field, id) {
  const chosen = field.options.some(({ value }) => value === field.value);
  return selecting(id, field.value, [
    ...(chosen ? [] : [{ value: "", label: field.required ? "Choose one" : "No choice" }]),
    ...field.options,
  ]);
}

function person(field, id, { people, me }) {
  const others = [...people].filter((member) => member.id !== me);
  const all = [...others, ...[...people].filter((member) => member.id === me)];
  return selecting(id, field.value, [
    { value: "", label: field.required ? "Choose a member" : "Nobody in particular" },
    ...all.map(({ id: of, name }) => ({ value: `<@${of}>`, label: of === me ? `${name} (you)` : name })),
  ]);
}

function selecting(id, chosen, options) {
  return el(
    "select",
    { id },
    options.map(({ label, value }) => el("option", { value, selected: value === chosen }, label)),
  );
}

/** How many characters are left, once that matters. */
function room(control, max) {
  if (!max) return null;
  const left = el("span", { class: "left", hidden: true });
  const count = () => {
    const rest = max - Array.from(control.value).length;
    left.hidden = rest > Math.max(20, max / 10);
    left.classList.toggle("over", rest < 0);
    left.textContent = rest < 0 ? `${-rest} too many` : `${rest} left`;
  };
  for (const typed of ["input", "change"]) control.addEventListener(typed, count);
  count();
  return left;
}

function suggesting(box, control, field, form, context) {
  const list = el("ul", {
    class: "options",
    role: "listbox",
    id: `${control.id}-options`,
    "aria-label": "Suggestions",
    hidden: true,
  });
  const line = `/${form.call.split("{")[0].trim()} ${field.name}:`;
  control.setAttribute("role", "combobox");
  control.setAttribute("aria-autocomplete", "list");
  control.setAttribute("aria-expanded", "false");
  control.setAttribute("aria-controls", list.id);
  new Combobox(control, list, {
    ask: async (typed, signal) => {
      const found = await context.suggest(`${line}${typed}`, signal);
      return found.map((one) => (one.hint === field.hint ? { ...one, hint: "" } : one)); // it stands above already
    },
    taken: ({ text: whole, value }) => {
      const earlier = control.value.match(/^.*,\s*/)?.[0] ?? ""; // of several with commas, only the last is completed
      control.value = whole.startsWith(`${line}${earlier}`) ? `${earlier}${value}` : value;
      control.dispatchEvent(new Event("change"));
    },
  });
  box.append(list);
}

function clear({ control, error }) {
  control.removeAttribute("aria-invalid");
  error.hidden = true;
}

/** Say what to do instead, at the fields that it is about, and go to the first of them. */
function complain(dialog, fields, error) {
  const messages = error.fields ?? {};
  const elsewhere = Object.entries(messages).filter(([name]) => !fields.some((field) => field.name === name));
  const wrong = fields.filter(({ name }) => messages[name]);
  const said = wrong.some(({ name }) => messages[name] === error.message); // at its field already
  const message = sentences({ message: said ? "" : error.message, fields: Object.fromEntries(elsewhere) });
  fields.forEach(clear);
  for (const { name, control, error } of wrong) {
    control.setAttribute("aria-invalid", "true");
    error.textContent = messages[name];
    error.hidden = false;
  }
  const problem = dialog.querySelector(".problem");
  problem.textContent = message;
  problem.hidden = !message;
  (wrong[0]?.control ?? problem).focus();
  whisper([message, ...wrong.map(({ name }) => messages[name])].join(" "));
}
