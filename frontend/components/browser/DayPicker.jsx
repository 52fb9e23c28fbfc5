import { useEffect, useId, useRef, useState } from "react";

import { monthOf, within } from "./days.js";
import { Line, MonthGrid } from "./MonthGrid.jsx";

/**
 * A button that shows a month to choose a day in. `free` says how many times which day of `month` has; the days from
 * `first` to `last` can be reached. `onMonth` is asked for another month, and for any one when the first is wanted.
 */
export function DayPicker({ words, names, month, free, first, last, chosen, start, onMonth, onChoose }) {
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState("");
  const opener = useRef(null);
  const id = useId();

  const isThere = month !== "";
  const day = isThere ? within(active || chosen || start, first, last) : "";
  const shown = monthOf(day);

  useEffect(() => {
    if (isOpen && !(isThere && shown === month)) onMonth?.(shown);
  }, [isOpen, shown]);

  function toggle() {
    setActive("");
    setOpen(!isOpen);
  }

  function onKeyDown(event) {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    setOpen(false);
    opener.current.focus();
  }

  return (
    <div className="picker" onKeyDown={onKeyDown}>
      <div className="actions">
        <button
          ref={opener}
          type="button"
          className="kern-btn kern-btn--secondary"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={toggle}
        >
          <Line d="M4 5.5h16v15H4zM4 10h16M8 3v4m8-4v4" />
          <span className="kern-label">{isOpen ? words.close : words.open}</span>
        </button>
      </div>
      <div id={id} hidden={!isOpen}>
        <p role="status">{isOpen && !isThere ? words.loading : ""}</p>
        {isOpen && isThere && (
          <div className="month">
            <MonthGrid
              words={words}
              names={names}
              free={shown === month ? free : null}
              first={first}
              last={last}
              chosen={chosen}
              day={day}
              keys={`${id}-keys`}
              onGo={setActive}
              onChoose={onChoose}
            />
            <p id={`${id}-keys`} className="muted month-keys">
              {words.keys}
            </p>
            <Legend words={words} />
          </div>
        )}
      </div>
    </div>
  );
}

/** For the eye only: each day says the same in its name. */
function Legend({ words }) {
  return (
    <ul className="month-legend" aria-hidden="true">
      <li>
        <span className="day" data-free="yes" />
        {words.some}
      </li>
      <li>
        <span className="day">
          <span className="day-today" />
        </span>
        {words.today}
      </li>
    </ul>
  );
}
