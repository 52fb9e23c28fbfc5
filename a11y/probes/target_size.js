// Measures what can be hit by a finger or a trembling hand.
(dom) => {
  const LEAST = 24;
  const AIM = 44;
  const TARGETS =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], " +
    "[role=checkbox], [role=radio], [role=switch], [role=tab], [role=menuitem], [role=option]";

  // A link inside a sentence is as high as its line (the exception "inline").
  const isInSentence = (element) => {
    if (!element.matches("a[href], [role=link], button") || getComputedStyle(element).display !== "inline")
      return false;
    const block = element.parentElement.closest(
      "p, li, dd, td, th, caption, label, figcaption, blockquote, div, span",
    );
    return Boolean(block) && dom.textOf(block).length > dom.textOf(element).length + 3;
  };

  // A label belongs to the target: clicking it works the control.
  const boxOf = (element) => {
    const boxes = [element, ...(element.labels ?? [])]
      .filter(dom.isSeen)
      .map((e) => e.getBoundingClientRect());
    if (!boxes.length) return null;
    const [left, top] = [Math.min(...boxes.map((b) => b.left)), Math.min(...boxes.map((b) => b.top))];
    const [right, bottom] = [Math.max(...boxes.map((b) => b.right)), Math.max(...boxes.map((b) => b.bottom))];
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };

  const isTooSmall = ({ width, height }, size) => width < size - 0.5 || height < size - 0.5;

  const distanceToBox = (x, y, box) =>
    Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));

  const centre = (box) => [box.left + box.width / 2, box.top + box.height / 2];

  // The exception "spacing": a circle of 24 px around the centre touches no other target.
  const hasRoom = (one, others) => {
    const [x, y] = centre(one.box);
    return others.every(({ element, box }) => {
      if (one.element.contains(element) || element.contains(one.element)) return true;
      if (!isTooSmall(box, LEAST)) return distanceToBox(x, y, box) >= LEAST / 2;
      const [otherX, otherY] = centre(box);
      return Math.hypot(otherX - x, otherY - y) >= LEAST && distanceToBox(x, y, box) >= LEAST / 2;
    });
  };

  // A stretched link (::after over the whole card) is bigger than its box: try where it can be hit.
  const reaches = (element, size) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y, reach] = [left + width / 2, top + height / 2, size / 2 - 1];
    return [
      [-reach, 0],
      [reach, 0],
      [0, -reach],
      [0, reach],
    ].every(([dx, dy]) => {
      const hit = document.elementFromPoint(x + dx, y + dy);
      return hit && (hit === element || element.contains(hit));
    });
  };

  const isReachable = (element, size) => {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    return reaches(element, size);
  };

  return dom.quietly(() => {
    const scope = dom.modal() ?? document;
    const targets = [...scope.querySelectorAll(TARGETS)]
      .filter(
        (e) => !e.matches(":disabled") && !e.closest("[inert], [aria-hidden=true]") && dom.isRendered(e),
      )
      .map((element) => ({ element, box: boxOf(element) }))
      .filter(({ element, box }) => box && !isInSentence(element));
    const small = targets.filter(({ box }) => isTooSmall(box, AIM));
    const failing = small.filter(
      (one) =>
        isTooSmall(one.box, LEAST) &&
        !hasRoom(
          one,
          targets.filter((t) => t !== one),
        ),
    );
    return small.flatMap((one) => {
      const least = failing.includes(one);
      if (isReachable(one.element, least ? LEAST : AIM)) return [];
      const size = `${Math.round(one.box.width)}×${Math.round(one.box.height)} px`;
      if (least) return [dom.observe(one.element, `This target has ${size} and no room around it.`)];
      return [dom.observe(one.element, `This target has ${size}; the aim is ${AIM} px.`, { kind: "advice" })];
    });
  });
};
