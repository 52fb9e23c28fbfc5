import { useEffect, useLayoutEffect, useRef, useState } from "react";

import { isAnythingTyped } from "./drafts.js";

// When the remaining time is spoken, in seconds: often enough to know it, rarely enough to find a button meanwhile.
const SPOKEN_AT = [10, 30, 60];

/**
 * A modal dialog that says how long the session still lasts. `words` has a title, a reason and the labels of `ways`, the
 * first of which is the main one; a way that returns false has failed, and `texts.failed` says so.
 */
export function SessionWarning({ words, texts, ends, ways, onEscape }) {
  const dialog = useRef(null);
  const isClosing = useRef(false);
  const [hasTyped] = useState(isAnythingTyped);
  const [hasFailed, setFailed] = useState(false);
  const seconds = useSecondsUntil(ends);

  // Before it is taken out of the page: only a dialog that is closed gives the focus back to where it was.
  useLayoutEffect(() => {
    const { current } = dialog;
    current.showModal();
    // Not a button: somebody may be typing at this moment.
    current.querySelector("h2").focus();
    return () => {
      isClosing.current = true;
      current.close();
    };
  }, []);

  async function choose(way) {
    setFailed(false);
    if ((await way()) === false) setFailed(true);
  }

  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      className="dialog"
      aria-labelledby="session-end-title"
      aria-describedby="session-end-why session-end-time"
      onCancel={(event) => {
        event.preventDefault();
        choose(onEscape);
      }}
      // Browsers let a second Escape close a dialog whatever the page says.
      onClose={() => isClosing.current || choose(onEscape)}
    >
      <h2 id="session-end-title" tabIndex={-1}>
        {words.title}
      </h2>
      <p id="session-end-why">
        {words.why} {hasTyped && texts.kept}
      </p>
      <p id="session-end-time" role="timer" className="countdown">
        {texts.left.replace("{time}", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`)}
      </p>
      <p role="status" className="unseen">
        {spoken(texts, seconds)}
      </p>
      <div role="alert">{hasFailed && <p className="error">{texts.failed}</p>}</div>
      <div className="actions">
        {ways.map((way, index) => (
          <button
            key={words.ways[index]}
            type="button"
            className={`kern-btn kern-btn--${index ? "secondary" : "primary"}`}
            onClick={() => choose(way)}
          >
            <span className="kern-label">{words.ways[index]}</span>
          </button>
        ))}
      </div>
    </dialog>
  );
}

/** The last of the moments to speak at that has passed; nothing before the first, as opening the dialog says it all. */
function spoken(texts, seconds) {
  const moment = SPOKEN_AT.find((at) => seconds <= at);
  return moment ? texts.spoken.replace("{n}", moment) : "";
}

function useSecondsUntil(ends) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.round((ends - now) / 1000));
}
