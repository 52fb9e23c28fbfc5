import { useEffect, useRef, useState } from "react";

/**
 * Runs `work` when a button named `name` is pressed, wherever it stands in the page, and not again before it is done.
 * Meanwhile the buttons keep the focus (a disabled one would lose it) and say by `aria-disabled` that they wait;
 * `data-busy` is for the stylesheet.
 */
export function useTrigger(name, work) {
  const [isBusy, setBusy] = useState(false);
  const latest = useRef(work);
  const working = useRef(false);

  useEffect(() => {
    latest.current = work;
  });

  useEffect(() => {
    async function onClick(event) {
      const button = event.target.closest?.("button[name]");
      if (button?.name !== name || working.current) return;
      working.current = true;
      setBusy(true);
      try {
        await latest.current(button);
      } finally {
        working.current = false;
        setBusy(false);
      }
    }
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [name]);

  useEffect(() => {
    if (!isBusy) return undefined;
    return markBusy([...document.querySelectorAll("button[name]")].filter((button) => button.name === name));
  }, [isBusy, name]);
}

/** Marks buttons as waiting; returns a function that takes it back. */
export function markBusy(buttons) {
  for (const button of buttons) {
    button.setAttribute("aria-disabled", "true");
    button.dataset.busy = "";
  }
  return () => {
    for (const button of buttons) {
      button.removeAttribute("aria-disabled");
      delete button.dataset.busy;
    }
  };
}
