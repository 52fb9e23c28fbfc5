// Step "note" remembers focus and scroll position, step "restore" puts them back. After a page load
// there is nothing to put back.
(dom, { step }) => {
  const KEY = Symbol.for("a11y.untouched");

  const restore = () => {
    const before = globalThis[KEY];
    delete globalThis[KEY];
    if (!before) return;
    dom.unheard(() => {
      if (before.focused && before.focused !== document.body) before.focused.focus({ preventScroll: true });
      else document.activeElement?.blur?.();
      scrollTo({ left: before.x, top: before.y, behavior: "instant" });
    });
  };

  if (step === "note") globalThis[KEY] = { focused: document.activeElement, x: scrollX, y: scrollY };
  else restore();
};
