import { useEffect, useState } from "react";

import { announce } from "./announce.js";

// When the time left is spoken, in seconds: often enough to know it, rarely enough to read on meanwhile.
const SPOKEN_AT = [300, 60, 30];

// When it is time to warn, in seconds: long enough to do something about it (WCAG 2.2, 2.2.1).
const SOON = 120;

/** How long something still lasts, to the second. `onSoon` hears that it is nearly over, `onEnd` of the end, each once. */
export function Countdown({ ends, left, spoken, onSoon, onEnd }) {
  const [seconds, setSeconds] = useState(() => secondsUntil(ends));

  useEffect(() => {
    let last = secondsUntil(ends);
    let isWarned = false;
    setSeconds(last);
    const timer = setInterval(() => {
      const now = secondsUntil(ends);
      setSeconds(now);
      // A tab in the background may skip seconds: what counts is that a mark was passed.
      const passed = SPOKEN_AT.find((mark) => last > mark && now <= mark);
      if (passed && now > 0) announce(spoken.replace("{time}", clock(now)));
      last = now;
      if (now > 0 && now <= SOON && !isWarned) {
        isWarned = true;
        onSoon?.();
      }
      if (now > 0) return;
      clearInterval(timer);
      onEnd?.();
    }, 1000);
    return () => clearInterval(timer);
  }, [ends]);

  return (
    <p role="timer" className="countdown">
      {left.replace("{time}", clock(seconds))}
    </p>
  );
}

function secondsUntil(ends) {
  return Math.max(0, Math.round((Date.parse(ends) - Date.now()) / 1000));
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
