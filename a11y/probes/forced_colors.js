// Step "note" runs in the page's own colours, step "compare" in forced colours.
(dom, { step, noted }) => {
  const EDGES = ["Top", "Right", "Bottom", "Left"];
  const STATED =
    "[aria-current]:not([aria-current=false]), [aria-selected=true], [aria-pressed=true], " +
    "[aria-checked=true], input:checked";
  const STATE = ["aria-current", "aria-selected", "aria-pressed", "aria-checked"];
  const CONTROL =
    "button, input:not([type=hidden]), select, textarea, [role=button], [role=tab], [role=switch]";
  const MEANINGFUL =
    "[role=img], [role=progressbar], [role=meter], [role=switch], [role=checkbox], [role=radio]";

  const groundAround = (element) => dom.backgroundOf(element.parentElement ?? element);
  const differs = (one, two, ratio) => !one || !two || dom.contrast(one, two) >= ratio;

  const hasEdge = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const ground = groundAround(element) ?? dom.backgroundOf(document.body);
    const visible = (value) =>
      dom.colour(value)[3] > 0 && differs(dom.over(dom.colour(value), ground), ground, 3);
    const bordered = EDGES.some(
      (edge) =>
        style[`border${edge}Style`] !== "none" &&
        parseFloat(style[`border${edge}Width`]) >= 1 &&
        visible(style[`border${edge}Color`]),
    );
    return bordered || (style.outlineStyle !== "none" && visible(style.outlineColor));
  };

  // Painted by a background alone: a filled box, a gradient, or an icon cut out of one by a mask.
  const isPainted = (element, pseudo = null) => {
    const style = getComputedStyle(element, pseudo);
    if (pseudo && (style.content === "none" || style.display === "none")) return false;
    if (style.backgroundImage.includes("url(")) return false;
    if (/gradient/.test(style.backgroundImage)) return true;
    const fill = dom.colour(style.backgroundColor);
    const ground = groundAround(element);
    return fill[3] > 0.1 && Boolean(ground) && dom.contrast(dom.over(fill, ground), ground) >= 1.2;
  };

  const isEmpty = (element) =>
    !dom.textOf(element) && !element.querySelector("img, svg, canvas, input, video");
  const drawn = (element) => [null, "::before", "::after"].filter((pseudo) => isPainted(element, pseudo));

  const all = [...document.body.querySelectorAll("*")];
  const seen = (element) => dom.isSeen(element);

  // Graphics without words that tell something: progress, switches, icons that are all a control has.
  const tells = (element) => {
    if (element.closest(MEANINGFUL)) return true;
    const control = element.closest("button, a[href], [role=button], [role=tab]");
    return Boolean(control) && !dom.textOf(control) && !control.querySelector("img, svg");
  };
  // Drawn by the browser, which knows forced colours.
  const DRAWN = "[type=checkbox], [type=radio], [type=range], [type=file], [type=color], progress, meter";
  const isNative = (element) => element.matches(DRAWN) && getComputedStyle(element).appearance !== "none";

  const note = () => ({
    filled: all
      .filter((e) => e.matches(CONTROL) && seen(e) && !isNative(e) && isPainted(e) && dom.textOf(e))
      .map(dom.selectorOf),
    graphics: all
      .filter((e) => isEmpty(e) && tells(e) && seen(e) && !isNative(e) && drawn(e).length)
      .map(dom.selectorOf),
  });

  const survives = (element) =>
    [null, "::before", "::after"].some((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      if (pseudo && style.content === "none") return false;
      const ground = groundAround(element);
      const fill = dom.over(dom.colour(style.backgroundColor), ground ?? [0, 0, 0, 1]);
      return hasEdge(element, pseudo) || (ground && dom.contrast(fill, ground) >= 3);
    });

  // --- States --------------------------------------------------------------------------------------

  const LASTING = [
    "color",
    "fontWeight",
    "textDecorationLine",
    "borderTopStyle",
    "borderTopWidth",
    "borderTopColor",
    "borderBottomStyle",
    "borderBottomWidth",
    "borderBottomColor",
    "borderLeftStyle",
    "borderLeftWidth",
    "borderLeftColor",
    "outlineStyle",
    "outlineWidth",
    "content",
    "transform",
    "left",
  ];
  const isStated = (element) => element.matches(STATED);
  const peerOf = (element) => {
    const attribute = STATE.find((name) => element.hasAttribute(name));
    const same = (e) =>
      e !== element &&
      e.localName === element.localName &&
      e.type === element.type &&
      e.getAttribute("role") === element.getAttribute("role") &&
      !isStated(e) &&
      seen(e) &&
      (e.className === element.className ||
        !attribute ||
        attribute === "aria-current" ||
        e.hasAttribute(attribute));
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      const peer = [...box.querySelectorAll(element.localName)].find(same);
      if (peer) return peer;
      if (box.matches("nav, ul, ol, fieldset, [role=tablist], [role=radiogroup], [role=listbox], form, main"))
        break;
    }
    return null;
  };
  const traits = (element) => {
    const boxes = [element, ...element.querySelectorAll("*"), ...(element.labels ?? [])];
    return boxes
      .flatMap((node) =>
        [null, "::before", "::after"].map((pseudo) => {
          const style = getComputedStyle(node, pseudo);
          if (pseudo && style.content === "none") return "";
          if (!dom.isRendered(node)) return "hidden";
          const ground = pseudo ? style.backgroundColor : dom.backgroundOf(node);
          return [ground, ...LASTING.map((name) => style[name])].join("|");
        }),
      )
      .join("\n");
  };
  const looksTheSame = (element) => {
    const peer = peerOf(element);
    if (!peer) return false;
    const pictures = (e) => [...e.querySelectorAll("svg, img")].map((i) => i.outerHTML).join();
    if (element.querySelectorAll("*").length !== peer.querySelectorAll("*").length) return false;
    return traits(element) === traits(peer) && pictures(element).length === pictures(peer).length;
  };

  // --- Icons with a colour of their own --------------------------------------------------------------

  const invisibleIcons = () =>
    all
      .filter(
        (e) => e.localName === "svg" && seen(e) && (tells(e) || e.closest("button, a[href], [role=button]")),
      )
      .filter((icon) => {
        const control = icon.closest("button, a[href], [role=button]");
        if (control && dom.textOf(control)) return false;
        const ground = dom.backgroundOf(icon);
        const shapes = [
          ...icon.querySelectorAll("path, circle, rect, line, polyline, polygon, ellipse, use, text"),
        ];
        const paints = shapes.flatMap((shape) => {
          const { fill, stroke } = getComputedStyle(shape);
          return [fill, stroke].filter((paint) => /^(rgb|color|oklab|oklch|lab|lch|hsl)/.test(paint));
        });
        return (
          ground &&
          paints.length > 0 &&
          paints.every((paint) => dom.contrast(dom.over(dom.colour(paint), ground), ground) < 3)
        );
      });

  const compare = () => {
    const find = (selectors) => selectors.map((s) => document.querySelector(s)).filter((e) => e && seen(e));
    const fields = all.filter((e) => e.matches("input, select, textarea") && seen(e) && !isNative(e));
    const borderless = fields.filter(
      (e) =>
        e.matches(":not([type=checkbox], [type=radio], [type=range])") &&
        !dom.casing(e).some((box) => hasEdge(box)),
    );
    return [
      ...find(noted.filled)
        .filter((e) => !borderless.includes(e) && !survives(e))
        .map((e) =>
          dom.observe(e, "Only its background shows that this is a control; forced colours remove it."),
        ),
      ...borderless.map((e) => dom.observe(e, "This field has no visible border in forced colours.")),
      ...find(noted.graphics)
        .filter((e) => !survives(e))
        .map((e) => dom.observe(e, "This is drawn by a background alone and vanishes in forced colours.")),
      ...all
        .filter((e) => isStated(e) && seen(e) && !isNative(e) && looksTheSame(e))
        .map((e) =>
          dom.observe(e, "Its state (current, selected, checked) cannot be seen in forced colours."),
        ),
      ...invisibleIcons().map((e) =>
        dom.observe(e, "This icon keeps its own colour and vanishes in forced colours."),
      ),
    ];
  };

  return step === "note" ? note() : compare();
};
