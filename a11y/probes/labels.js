(dom) => {
  const SELF_NAMED = "[type=hidden], [type=submit], [type=button], [type=reset], [type=image]";
  const hasVisibleLabel = (field) => {
    const ids = (field.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const labels = [...(field.labels ?? []), ...ids.map((id) => document.getElementById(id)).filter(Boolean)];
    return labels.some((label) => dom.isSeen(label) && dom.textOf(label));
  };
  // The parts of one entry (day, month, year) may share the legend if each has its own visible label.
  return [
    ...document.querySelectorAll("input, select, textarea, [role=textbox], [role=combobox], [role=switch]"),
  ]
    .filter(
      (field) =>
        !field.matches(SELF_NAMED) && dom.isRendered(field) && !field.closest("[aria-hidden=true], [inert]"),
    )
    .filter(
      (field) => !(field.matches("[role=switch]:not(input)") && dom.textOf(field)) && !hasVisibleLabel(field),
    )
    .map((field) => dom.observe(field, "This field has no label that can be seen."));
};
