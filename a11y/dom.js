// Helpers shared by all probes. One expression: a function that returns the helpers.
() => {
  const SNIPPET_LENGTH = 180;
  const FOCUSABLE =
    "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, " +
    "audio[controls], video[controls], [contenteditable=''], [contenteditable=true], [tabindex]";
  const CONTROLS = "button, input:not([type=hidden]), select, textarea";

  // --- Naming an element in a report -------------------------------------------------------------

  const selectorOf = (element) => {
    const parts = [];
    for (let node = element; node && node.nodeType === Node.ELEMENT_NODE; node = node.parentElement) {
      if (node.id && document.querySelectorAll(`#${CSS.escape(node.id)}`).length === 1) {
        parts.unshift(`#${CSS.escape(node.id)}`);
        break;
      }
      const tag = node.localName;
      const twins = node.parentElement
        ? [...node.parentElement.children].filter((e) => e.localName === tag)
        : [];
      parts.unshift(twins.length > 1 ? `${tag}:nth-of-type(${twins.indexOf(node) + 1})` : tag);
    }
    return parts.join(" > ");
  };

  const htmlOf = (element) => {
    const html = element.outerHTML.replace(/\s+/g, " ");
    return html.length > SNIPPET_LENGTH ? `${html.slice(0, SNIPPET_LENGTH)}…` : html;
  };

  // `extra` may hold `fix` (instead of the probe's own) and `kind: "advice"`.
  const observe = (element, message, extra = {}) => ({
    selector: selectorOf(element),
    html: htmlOf(element),
    message,
    ...extra,
  });

  const textOf = (element) => (element.innerText ?? element.textContent ?? "").replace(/\s+/g, " ").trim();

  // --- What can be seen --------------------------------------------------------------------------

  const isRendered = (element) => element.checkVisibility({ visibilityProperty: true });

  // The usual "visually hidden" patterns: clipped to nothing, or one pixel with the rest cut off.
  const isClippedAway = (element) => {
    const style = getComputedStyle(element);
    if (/^inset\((50|100)%/.test(style.clipPath)) return true;
    if (style.position === "absolute" && /^rect\((0px|1px)[, ]/.test(style.clip)) return true;
    const box = element.getBoundingClientRect();
    return style.overflowX !== "visible" && style.display !== "inline" && (box.width <= 1 || box.height <= 1);
  };

  const isVisuallyHidden = (element) => {
    for (let node = element; node; node = node.parentElement) if (isClippedAway(node)) return true;
    return false;
  };

  const isSeen = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return false;
    const outside = box.right + scrollX <= 0 || box.bottom + scrollY <= 0;
    return !outside && !isVisuallyHidden(element);
  };

  // --- The keyboard ------------------------------------------------------------------------------

  const modal = () => [...document.querySelectorAll("dialog:modal")].pop() ?? null;

  // The one radio button of a group that Tab reaches: the checked one, or else the first.
  const isRadioStop = (radio, all) => {
    if (!radio.name) return true;
    const group = all.filter((e) => e.type === "radio" && e.name === radio.name && e.form === radio.form);
    return radio === (group.find((e) => e.checked) ?? group[0]);
  };

  const tabStops = () => {
    const scope = modal() ?? document;
    const stops = [...scope.querySelectorAll(FOCUSABLE)].filter(
      (e) => e.tabIndex >= 0 && !e.matches(":disabled") && !e.closest("[inert]") && isRendered(e),
    );
    return stops.filter((e) => e.type !== "radio" || isRadioStop(e, stops));
  };

  // Does something to the focus without the page's own handlers noticing (validation on blur, say).
  const unheard = (work) => {
    const events = ["focus", "blur", "focusin", "focusout", "change"];
    const mute = (event) => event.stopImmediatePropagation();
    for (const name of events) addEventListener(name, mute, true);
    try {
      return work();
    } finally {
      for (const name of events) removeEventListener(name, mute, true);
    }
  };

  // Lets a probe move the focus unheard, and puts focus and scroll position back. Smooth scrolling
  // would make positions lag behind.
  const quietly = (work) =>
    unheard(() => {
      const root = document.documentElement;
      const [x, y, before, smooth] = [scrollX, scrollY, document.activeElement, root.style.scrollBehavior];
      root.style.scrollBehavior = "auto";
      try {
        return work();
      } finally {
        if (before && before !== document.body) before.focus({ preventScroll: true });
        else document.activeElement?.blur?.();
        scrollTo(x, y);
        root.style.scrollBehavior = smooth;
        if (!root.getAttribute("style")) root.removeAttribute("style");
      }
    });

  const finishTransitions = () => {
    for (const animation of document.getAnimations()) {
      if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
    }
  };

  // --- Colour ------------------------------------------------------------------------------------

  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const parsed = new Map();

  // Any CSS colour as [red, green, blue, alpha], 0–255 and 0–1.
  const colour = (value) => {
    if (!parsed.has(value)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = value;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      parsed.set(value, [r, g, b, a / 255]);
    }
    return parsed.get(value);
  };

  const over = (front, back) => {
    const mix = (i) => front[i] * front[3] + back[i] * (1 - front[3]);
    return [mix(0), mix(1), mix(2), 1];
  };

  // Relative luminance and contrast ratio as WCAG 2.2 defines them.
  const luminance = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((c) => {
      const s = c / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  const contrast = (one, two) => {
    const [low, high] = [luminance(one), luminance(two)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  // What the browser paints where no element does. In forced colours the root's transparent
  // background carries the palette's canvas colour.
  const pageCanvas = () => {
    const style = getComputedStyle(document.documentElement);
    if (matchMedia("(forced-colors: active)").matches) {
      const channels = style.backgroundColor.match(/\d+/g).slice(0, 3).map(Number);
      return [...channels, 1];
    }
    const dark = /dark/.test(style.colorScheme) && matchMedia("(prefers-color-scheme: dark)").matches;
    return dark ? [18, 18, 18, 1] : [255, 255, 255, 1];
  };

  // The colour behind an element's content, or null where a picture or gradient makes it unknown.
  const backgroundOf = (element) => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.backgroundImage !== "none") return null;
      const layer = colour(style.backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reduceRight((back, front) => over(front, back), pageCanvas());
  };

  // --- Text that is cut off or overlaps ----------------------------------------------------------

  const textNodes = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) =>
      node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT,
    );
    const nodes = [];
    const seen = new Map();
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!seen.has(parent)) seen.set(parent, !parent.closest("script, style, option") && isSeen(parent));
      if (seen.get(parent)) nodes.push(walker.currentNode);
    }
    return nodes;
  };

  const lineBoxes = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
  };

  // The ancestors that cut content off, nearest first, as [element, cuts sideways, cuts up and down].
  // A scroll container ends the search on its axis: what is outside of it can be scrolled into view.
  const cutters = (element) => {
    const found = [];
    let [sideways, vertical] = [true, true];
    for (
      let node = element;
      node && node !== document.body && (sideways || vertical);
      node = node.parentElement
    ) {
      const style = getComputedStyle(node);
      const cuts = (axis, open) => open && ["hidden", "clip"].includes(axis);
      const entry = [node, cuts(style.overflowX, sideways), cuts(style.overflowY, vertical)];
      if (style.display !== "inline" && (entry[1] || entry[2])) found.push(entry);
      if (["auto", "scroll"].includes(style.overflowX)) sideways = false;
      if (["auto", "scroll"].includes(style.overflowY)) vertical = false;
      if (style.position === "fixed") break;
    }
    return found;
  };

  const isCut = (line, [element, sideways, vertical]) => {
    const box = element.getBoundingClientRect();
    // A line box is taller than its letters, so a tight box may cut a fifth of it and hurt nobody.
    const slack = Math.max(2, line.height * 0.2);
    if (sideways && (line.right > box.right + 2 || line.left < box.left - 2)) return true;
    return vertical && (line.bottom > box.bottom + slack || line.top < box.top - slack);
  };

  const cutTexts = () => {
    const cached = new Map();
    const hurt = new Set();
    for (const node of textNodes()) {
      const parent = node.parentElement;
      if (!cached.has(parent)) cached.set(parent, cutters(parent));
      const around = cached.get(parent);
      if (around.length && lineBoxes(node).some((line) => around.some((cutter) => isCut(line, cutter))))
        hurt.add(parent);
    }
    return hurt;
  };

  // Sticky and fixed bars lie over what scrolls beneath them; that is no overlap of the layout.
  const layerOf = (element) => {
    for (let node = element; node; node = node.parentElement) {
      if (["fixed", "sticky"].includes(getComputedStyle(node).position)) return node;
    }
    return null;
  };

  const overlaps = (one, two) => {
    const width = Math.min(one.right, two.right) - Math.max(one.left, two.left);
    const height = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
    return width > 3 && height > 0.4 * Math.min(one.height, two.height);
  };

  // Elements whose text lies over the text of another element.
  const overlappingTexts = () => {
    const layers = new Map();
    const boxes = [];
    for (const node of textNodes()) {
      const element = node.parentElement;
      if (!layers.has(element)) layers.set(element, layerOf(element));
      for (const box of lineBoxes(node)) boxes.push({ element, layer: layers.get(element), box });
    }
    boxes.sort((a, b) => a.box.top - b.box.top);
    const hurt = new Set();
    boxes.forEach((one, index) => {
      for (let next = index + 1; next < boxes.length && boxes[next].box.top < one.box.bottom; next += 1) {
        const two = boxes[next];
        if (one.element !== two.element && one.layer === two.layer && overlaps(one.box, two.box))
          hurt.add(two.element);
      }
    });
    return hurt;
  };

  // A field and the boxes drawn tightly around it (an icon beside the text, an arrow for a select).
  const casing = (field) => {
    const { height } = field.getBoundingClientRect();
    const boxes = [field];
    for (let box = field.parentElement; box && boxes.length < 3; box = box.parentElement) {
      const isTight = box.getBoundingClientRect().height - height <= 12;
      if (!isTight || box.querySelectorAll(CONTROLS).length > 1) break;
      boxes.push(box);
    }
    return boxes;
  };

  // --- Boxes that are too wide ---------------------------------------------------------------------

  const isContained = (element) => {
    for (let node = element.parentElement; node && node !== document.body; node = node.parentElement) {
      if (getComputedStyle(node).overflowX !== "visible") return true;
    }
    return false;
  };

  // The innermost elements that reach beyond the window on the right, at most five; the whole page
  // when it scrolls sideways and nothing that can be seen is to blame.
  const tooWide = () => {
    const width = document.documentElement.clientWidth;
    const wide = [...document.body.querySelectorAll("*")].filter(
      (e) => e.getBoundingClientRect().right + scrollX > width + 1 && isSeen(e) && !isContained(e),
    );
    const innermost = wide.filter((e) => !wide.some((other) => other !== e && e.contains(other))).slice(0, 5);
    const sideways = document.scrollingElement.scrollWidth > width + 1;
    return innermost.length || !sideways ? innermost : [document.documentElement];
  };

  return {
    CONTROLS,
    backgroundOf,
    casing,
    colour,
    contrast,
    cutTexts,
    finishTransitions,
    isRendered,
    isSeen,
    luminance,
    modal,
    observe,
    over,
    overlappingTexts,
    quietly,
    selectorOf,
    tabStops,
    textOf,
    tooWide,
    unheard,
  };
};
