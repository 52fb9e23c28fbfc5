(dom) => {
  const shownText = (id) => {
    const element = document.getElementById(id);
    return element && dom.isSeen(element) ? dom.textOf(element) : "";
  };
  const errorOf = (field) =>
    ["aria-errormessage", "aria-describedby"]
      .flatMap((name) => (field.getAttribute(name) ?? "").split(/\s+/))
      .filter(Boolean)
      .map(shownText)
      .join(" ");
  const isShown = (field) => dom.isRendered(field);

  const invalid = [...document.querySelectorAll("[aria-invalid=true]")].filter(isShown);
  const findings = invalid
    .filter(
      (field) =>
        !errorOf(field) &&
        !field.closest(
          "fieldset[aria-describedby], [role=radiogroup][aria-describedby], [role=group][aria-describedby]",
        ),
    )
    .map((field) =>
      dom.observe(field, "This field is marked as wrong, and no visible text tied to it says what is wrong."),
    );

  // In a summary, each link leads to a field that can take the focus.
  for (const link of document.querySelectorAll("[role=alert] a[href*='#']")) {
    if (!isShown(link)) continue;
    const target =
      link.hash.length > 1 ? document.getElementById(decodeURIComponent(link.hash.slice(1))) : null;
    if (!target)
      findings.push(dom.observe(link, `This error leads to "${link.hash}", which is not on the page.`));
    else if (!target.matches(`${dom.CONTROLS}, [tabindex], a[href]`))
      findings.push(dom.observe(link, "This error leads to something that cannot take the focus."));
  }

  // Text that looks like an error of a field and is tied to none.
  const tied = new Set(
    [...document.querySelectorAll("[aria-describedby], [aria-errormessage]")].flatMap((e) =>
      `${e.getAttribute("aria-describedby") ?? ""} ${e.getAttribute("aria-errormessage") ?? ""}`.split(/\s+/),
    ),
  );
  for (const text of document.querySelectorAll(
    "form [id$=error], form [id$=-fehler], form [class*=field-error], form [class*=error-message]",
  )) {
    if (
      dom.isSeen(text) &&
      dom.textOf(text) &&
      !tied.has(text.id) &&
      !text.closest("[role=alert]") &&
      ![...tied].some((id) => id && text.closest(`#${CSS.escape(id)}`))
    ) {
      findings.push(dom.observe(text, "This error text is tied to no field (aria-describedby)."));
    }
  }
  return findings;
};
