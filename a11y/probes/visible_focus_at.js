// Puts the focus on one element, or takes it away, unheard by the page; returns where the element is.
(dom, { selector, focus }) => {
  const element = document.querySelector(selector);
  dom.unheard(() => (focus ? element.focus({ focusVisible: true }) : element.blur()));
  dom.finishTransitions();
  const shown = [element, ...(element.labels ?? [])].find(dom.isSeen);
  if (!shown) return null;
  const { x, y, width, height } = shown.getBoundingClientRect();
  return { x, y, width, height };
};
