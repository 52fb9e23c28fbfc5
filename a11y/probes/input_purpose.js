(dom) => {
  const PERSONAL =
    /\b(e-?mail|telefon|phone|mobil|vorname|nachname|given.?name|family.?name|first.?name|last.?name|plz|postleitzahl|postal.?code|iban|geburtsdatum|birth)/i;
  const isPersonal = (field) => {
    const label = [...(field.labels ?? [])].map((e) => e.textContent).join(" ");
    return (
      field.matches("[type=email], [type=tel], [type=password]") || PERSONAL.test(`${field.name} ${label}`)
    );
  };
  return [
    ...document.querySelectorAll(
      "input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=password]",
    ),
  ]
    .filter(
      (field) =>
        dom.isSeen(field) && isPersonal(field) && !field.autocomplete && !field.hasAttribute("autocomplete"),
    )
    .map((field) =>
      dom.observe(field, "This field takes personal data and does not say which (autocomplete)."),
    );
};
