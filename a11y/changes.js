// Step "note" remembers how the page is before a person does something; step "judge" says what
// happened to it that a person who cannot see it would not notice.
(dom, { step, announced }) => {
  const KEY = Symbol.for("a11y.changes");
  const STATED =
    "[aria-expanded], [aria-pressed], [aria-selected], [aria-checked], [aria-current], details, dialog, [type=checkbox], [type=radio]";
  const GESTURES = ["pointerdown", "click", "keydown", "input"];
  const BLOCKS =
    "p, li, dt, dd, td, th, h1, h2, h3, h4, h5, h6, div, span, output, label, legend, strong, em, a, button";

  const headingText = () => dom.textOf(document.querySelector("h1") ?? document.body).slice(0, 200);
  const stateOf = (e) =>
    ["aria-expanded", "aria-pressed", "aria-selected", "aria-checked", "aria-current", "open"]
      .map((name) => e.getAttribute(name))
      .join("|") + e.checked;
  const ownText = (e) =>
    [...e.childNodes]
      .filter((n) => n.nodeType === Node.TEXT_NODE)
      .map((n) => n.data.trim())
      .join(" ")
      .trim();
  const texts = () => {
    const found = new Map();
    for (const e of document.body.querySelectorAll(BLOCKS)) {
      const text = ownText(e);
      if (text.length > 1 && dom.isSeen(e)) found.set(text, e);
    }
    return found;
  };

  const note = () => {
    const touched = new Set();
    const touch = ({ target }) =>
      touched.add(target.closest?.("a, button, input, select, textarea, summary, [tabindex]"));
    for (const name of GESTURES) addEventListener(name, touch, true);
    globalThis[KEY] = {
      path: location.pathname,
      heading: headingText(),
      focused: document.activeElement,
      states: new Map([...document.querySelectorAll(STATED)].map((e) => [e, stateOf(e)])),
      texts: new Set(texts().keys()),
      touched,
      stop: () => GESTURES.forEach((name) => removeEventListener(name, touch, true)),
    };
  };

  const judge = () => {
    const before = globalThis[KEY];
    if (!before) return []; // another document: browsers announce that themselves
    delete globalThis[KEY];
    before.stop();
    const active = document.activeElement;
    const observe = (element, rule, message) => [{ ...dom.observe(element, message), rule }];
    if (location.pathname !== before.path || headingText() !== before.heading) {
      if (active && active !== document.body && active.matches("h1, main, [role=alert], dialog *, main *"))
        return [];
      return observe(
        active ?? document.body,
        "navigation-focus",
        "The page changed and the focus was not moved to its h1.",
      );
    }
    if (active === document.body && [before.focused, ...before.touched].some((e) => e && !e.isConnected)) {
      return observe(
        document.body,
        "focus-lost",
        "The element that had the focus is gone, and the focus with it.",
      );
    }
    const stateChanged =
      [...before.states].some(([e, state]) => e.isConnected && stateOf(e) !== state) ||
      [...document.querySelectorAll(STATED)].some((e) => !before.states.has(e) && e.matches("dialog[open]"));
    // The control that a person works gets the focus by that; moving it is the work of the page.
    const focusMoved = ![before.focused, document.body, ...before.touched].includes(active);
    if (announced || stateChanged || focusMoved) return [];
    return [...texts()]
      .filter(([text]) => !before.texts.has(text))
      .slice(0, 3)
      .flatMap(([text, e]) =>
        observe(
          e,
          "status-message",
          `"${text.slice(0, 80)}" appeared, and no live region announced anything.`,
        ),
      );
  };

  return step === "note" ? note() : judge();
};
