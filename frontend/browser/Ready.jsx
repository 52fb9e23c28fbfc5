import { useEffect } from "react";

/**
 * Tells the stylesheet, and whoever works the page by a program, that all of it has arrived: what is pressed before may
 * meet a page state that is still being filled.
 */
export function Ready({ isReady }) {
  useEffect(() => {
    document.documentElement.dataset.ready = isReady ? "yes" : "no";
  }, [isReady]);
  return null;
}
