import { useEffect, useRef } from "react";

import { announce } from "./announce.js";

/**
 * When `step` changes, the focus goes to the h1, or to `target`, and `words` are spoken, so that everybody notices what
 * has appeared.
 * A step without words is passed over in silence.
 */
export function StepFocus({ step, words, target = "h1" }) {
  const before = useRef(step);

  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    if (!words) return;
    document.querySelector(target)?.focus();
    announce(words);
  }, [step]);

  return null;
}
