const KINDS = new Set([
  "text", "email", "tel", "url", "search", "number", "date", "time", "month", "week", "datetime-local",
  "checkbox", "radio", "textarea", "select-one", "select-multiple",
]);

// A password that is shown is a text field.
const SECRET = /one-time-code|password|\bcc-/;
const FORGOTTEN = /\boff\b/;

/** The controls of a form whose values may be kept: never passwords, codes, payment cards, files or hidden values. */
export function keptControls(form) {
  return [...form.elements].filter(
    (control) => control.name && KINDS.has(control.type) && !isSecret(control),
  );
}

/** What a browser must not remember, the server does not either, unless that is only because it is about others. */
function isSecret({ autocomplete, dataset }) {
  return SECRET.test(autocomplete) || (FORGOTTEN.test(autocomplete) && !("aboutAnother" in dataset));
}

/** Their values by name: a list, because boxes and lists may have several. */
export function valuesOf(form) {
  const fields = {};
  for (const control of keptControls(form)) (fields[control.name] ??= []).push(...valuesOfControl(control));
  return fields;
}

/** Put values into these controls of a form, as if they were typed: whatever listens to them hears it. */
export function fill(controls, fields) {
  const places = {};
  for (const control of controls) {
    const values = fields[control.name];
    const place = (places[control.name] = (places[control.name] ?? -1) + 1);
    if (values && put(control, values, place)) tell(control);
  }
}

function valuesOfControl(control) {
  if (isBox(control)) return control.checked ? [control.value] : [];
  if (control.type === "select-multiple") return [...control.selectedOptions].map((option) => option.value);
  return [control.value];
}

/** Returns whether that changed anything. */
function put(control, values, place) {
  const before = String(valuesOfControl(control));
  if (isBox(control)) control.checked = values.includes(control.value);
  else if (control.type === "select-multiple")
    for (const option of control.options) option.selected = values.includes(option.value);
  else if (place < values.length) control.value = values[place];
  return String(valuesOfControl(control)) !== before;
}

function tell(control) {
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

function isBox(control) {
  return control.type === "checkbox" || control.type === "radio";
}
