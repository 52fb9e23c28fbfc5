// Focus every stop from top to bottom and back, and look whether any part of it can be seen.
(dom) => {
  const FRACTIONS = [0.05, 0.5, 0.95];

  const isCoveredAt = (element, x, y) => {
    const hit = document.elementFromPoint(x, y);
    if (!hit) return true;
    // The page itself is hit where something lies over it that belongs to none of its elements (::after).
    if (hit === document.body || hit === document.documentElement)
      return getComputedStyle(element).pointerEvents !== "none";
    const labels = [...(element.labels ?? [])];
    return !(element.contains(hit) || hit.contains(element) || labels.some((label) => label.contains(hit)));
  };

  const isObscured = (element) => {
    const box = [...element.getClientRects()].find((rect) => rect.width > 0 && rect.height > 0);
    if (!box) return false;
    const points = FRACTIONS.flatMap((fx) =>
      FRACTIONS.map((fy) => [box.left + box.width * fx, box.top + box.height * fy]),
    );
    return points.every(([x, y]) => isCoveredAt(element, x, y));
  };

  return dom.quietly(() => {
    const stops = dom.tabStops().filter(dom.isSeen);
    const covered = new Set();
    for (const [order, edge] of [
      [stops, 0],
      [stops.toReversed(), document.body.scrollHeight],
    ]) {
      document.activeElement?.blur?.();
      scrollTo(0, edge);
      for (const element of order) {
        element.focus({ focusVisible: true });
        if (document.activeElement === element && isObscured(element)) covered.add(element);
      }
    }
    return [...covered].map((e) =>
      dom.observe(e, "Something lies over the whole element while it has the focus."),
    );
  });
};
