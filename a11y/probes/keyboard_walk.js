// Step "start" notes the tab stops and listens; step "judge" compares after the key presses.
(dom, { step }) => {
  const KEY = Symbol.for("a11y.keyboard-walk");

  const start = () => {
    const record = { expected: dom.tabStops(), reached: new Set(), order: [] };
    record.listener = ({ target }) => {
      record.reached.add(target);
      record.order.push(target);
    };
    document.addEventListener("focusin", record.listener, true);
    globalThis[KEY] = record;
    return record.expected.length;
  };

  const stillThere = (element) => element.isConnected && dom.tabStops().includes(element);

  const trapOf = ({ order }) => {
    const last = order.at(-1);
    return order.length > 3 && order.slice(-3).every((element) => element === last) ? last : null;
  };

  const judge = () => {
    const record = globalThis[KEY];
    document.removeEventListener("focusin", record.listener, true);
    delete globalThis[KEY];
    const last = document.activeElement;
    dom.unheard(() => last?.blur?.());
    const missed = record.expected.filter((element) => !record.reached.has(element) && stillThere(element));
    if (!missed.length) return [];
    const trapped = trapOf(record) ?? (last !== document.body ? last : record.order.at(-1));
    const message = `Tab does not get on from here: ${missed.length} of ${record.expected.length} stops are never reached.`;
    return trapped
      ? [dom.observe(trapped, message)]
      : missed.slice(0, 3).map((element) => dom.observe(element, "Tab never reaches this element."));
  };

  return step === "start" ? start() : judge();
};
