(dom, { step, before }) => {
  const KEY = Symbol.for("a11y.skip-link");
  const report = (finding, extra = {}) => ({ finding, skip: false, left: false, ...extra });

  const focusFirst = () => {
    if (dom.modal()) return report(null, { skip: true });
    const [first] = dom.tabStops();
    // Where nothing stands before the content there is nothing to skip.
    if (!first || first.closest("main")) return report(null, { skip: true });
    const link = dom.observe(first, "");
    const target =
      first.matches("a[href*='#']") && first.hash.length > 1
        ? document.getElementById(decodeURIComponent(first.hash.slice(1)))
        : null;
    if (!first.matches("a[href*='#']"))
      return report({ ...link, message: "The first tab stop is not a link that skips to the content." });
    if (!target)
      return report({
        ...link,
        message: `The skip link leads to "${first.hash}", which is not on this page.`,
      });
    first.focus({ focusVisible: true });
    dom.finishTransitions();
    const box = first.getBoundingClientRect();
    if (!dom.isSeen(first) || box.bottom <= 0 || box.right <= 0) {
      return report({ ...link, message: "The skip link cannot be seen while it has the focus." });
    }
    globalThis[KEY] = true; // gone after a full page load
    return report(null, {
      link,
      hash: first.hash,
      path: location.pathname + location.search,
      address: location.href,
    });
  };

  const judge = () => {
    const { link, hash, path, address } = before;
    if (!globalThis[KEY] || location.pathname + location.search !== path) {
      return report(
        { ...link, message: `The skip link leaves the page (to ${location.pathname}).` },
        { left: true },
      );
    }
    history.replaceState(history.state, "", address);
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    const active = document.activeElement;
    dom.unheard(() => active.blur());
    const after = target.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (active === target || target.contains(active) || after || active === document.body)
      return report(null);
    return report({
      ...link,
      message: "After the skip link the next tab stop still lies before the content.",
    });
  };

  return step === "focus" ? focusFirst() : judge();
};
