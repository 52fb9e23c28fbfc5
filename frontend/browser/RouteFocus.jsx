import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

import { announce } from "./announce.js";

const PATIENCE_MS = 10_000;

/**
 * After a change of page without a page load, moves the focus to the new h1 and announces the title: what a browser
 * does by itself when it loads a page. A heading that waits for its data is waited for.
 */
export function RouteFocus() {
  const { pathname } = useLocation();
  const before = useRef(pathname);

  useEffect(() => {
    if (before.current === pathname) return undefined;
    before.current = pathname;
    return whenHeadingIsThere((heading) => {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      announce(document.title);
    });
  }, [pathname]);

  return null;
}

function whenHeadingIsThere(callback) {
  const focusedBefore = document.activeElement;
  const observer = new MutationObserver(look);
  const timeout = setTimeout(stop, PATIENCE_MS);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  // React sets the title with the same change as the heading, but may do so after it.
  const frame = requestAnimationFrame(look);

  function look() {
    const heading = document.querySelector("h1");
    if (!heading?.textContent.trim()) return;
    stop();
    const now = document.activeElement;
    // Whoever has gone on by keyboard while the page was loading is left where they are.
    if (now === focusedBefore || now === document.body) callback(heading);
  }

  function stop() {
    observer.disconnect();
    clearTimeout(timeout);
    cancelAnimationFrame(frame);
  }

  return stop;
}
