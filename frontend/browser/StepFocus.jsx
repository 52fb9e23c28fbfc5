import { useEffect, useRef } from "react";

import { announce } from "./announce.js";

/**
 * When `step` changes, the focus goes to the h1 and `words` are spoken, so that everybody notices what has appeared.
 * A step without words is passed over in silence.
 */
export function StepFocus({ step, words }) {
  const before = useRef(step);

  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    if (!words) return;
    document.querySelector("h1")?.focus();
    announce(words);
  }, [step]);

  return null;
}
