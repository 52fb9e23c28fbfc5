(dom) => {
  const FILE_NAME = /\.(png|jpe?g|gif|svg|webp|avif)$/i;
  const EMPTY_WORDS =
    /^(image|picture|photo|icon|logo|bild|foto|grafik|symbol|untitled|spacer|img[_-]?\d*)$/i;
  const named = (e) => {
    const ids = (e.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const referred = ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
    const title = e.querySelector?.(":scope > title")?.textContent;
    return (
      referred ||
      e.getAttribute("aria-label") ||
      e.getAttribute("alt") ||
      title ||
      e.getAttribute("title") ||
      ""
    ).trim();
  };
  const isDecoration = (e) =>
    e.closest("[aria-hidden=true]") ||
    ["none", "presentation"].includes(e.getAttribute("role")) ||
    e.getAttribute("alt") === "";
  const findings = [];
  for (const picture of document.querySelectorAll(
    "img, input[type=image], svg, [role=img], canvas, object, embed, area[href]",
  )) {
    if (!dom.isRendered(picture) || isDecoration(picture) || picture.parentElement.closest("svg, [role=img]"))
      continue;
    const name = named(picture);
    const control = picture.closest("button, a[href], [role=button]");
    const isExtra = control && (dom.textOf(control) || control.hasAttribute("aria-label"));
    if (!name) {
      if (!(picture.localName === "svg" && isExtra && !picture.hasAttribute("role"))) {
        findings.push(
          dom.observe(picture, "This picture has no text alternative and is not marked as decoration."),
        );
      } else
        findings.push(dom.observe(picture, 'This icon stands beside text: mark it with aria-hidden="true".'));
    } else if (FILE_NAME.test(name) || EMPTY_WORDS.test(name)) {
      findings.push(dom.observe(picture, `The text alternative "${name}" says nothing.`));
    } else if (control && dom.textOf(control).toLowerCase() === name.toLowerCase()) {
      findings.push(dom.observe(picture, `The text alternative repeats the text beside it ("${name}").`));
    }
  }
  return findings;
};
