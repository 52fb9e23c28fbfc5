// `listening` is [count, ...elements with pointer listeners]; the first `count` also listen to keys.
(dom, [count, ...listening]) => {
  const INTERACTIVE =
    "a[href], area[href], button, input, select, textarea, summary, label, option, dialog, " +
    "[contenteditable=''], [contenteditable=true]";
  const ROLES = [
    "button",
    "link",
    "checkbox",
    "radio",
    "switch",
    "tab",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "combobox",
    "slider",
    "spinbutton",
    "textbox",
    "treeitem",
    "gridcell",
  ];
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";

  const reactProps = (element) => {
    const key = Object.keys(element).find((name) => name.startsWith("__reactProps$"));
    return key ? element[key] : {};
  };
  const POINTER_PROPS = [
    "onClick",
    "onMouseDown",
    "onMouseUp",
    "onPointerDown",
    "onPointerUp",
    "onTouchStart",
    "onTouchEnd",
  ];
  const KEY_PROPS = ["onKeyDown", "onKeyUp", "onKeyPress"];
  const hasProp = (element, names) => names.some((name) => typeof reactProps(element)[name] === "function");

  // Frameworks listen once at the root for everything below it.
  const isRoot = (element) =>
    !(element instanceof Element) ||
    element.matches("html, body") ||
    Object.keys(element).some((name) => name.startsWith("__reactContainer$"));

  const keyed = new Set(listening.slice(0, count));
  const isKeyed = (element) => keyed.has(element) || hasProp(element, KEY_PROPS);
  const isOperable = (element) =>
    element.matches(INTERACTIVE) ||
    (ROLES.includes(element.getAttribute("role")) &&
      element.tabIndex >= -1 &&
      element.hasAttribute("tabindex") &&
      isKeyed(element));

  const react = [...document.body.querySelectorAll("*")].filter((element) => hasProp(element, POINTER_PROPS));
  const candidates = [...new Set([...listening, ...react])].filter(
    (e) => !isRoot(e) && e.isConnected && dom.isRendered(e),
  );
  return candidates
    .filter((element) => !isOperable(element) && !element.closest("[aria-hidden=true]"))
    .flatMap((element) => {
      if (!element.querySelector(FOCUSABLE)) {
        return [dom.observe(element, "Reacts to a click and cannot be worked with the keyboard.")];
      }
      // A form or list that watches the clicks of the controls inside it hears the keyboard's clicks too.
      if (getComputedStyle(element).cursor !== "pointer") return [];
      const message = "Reacts to a click; check that a control inside it does the same.";
      return [dom.observe(element, message, { kind: "advice" })];
    });
};
