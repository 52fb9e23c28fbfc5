import { useEffect, useId, useRef } from "react";

// Lies beside the components in the folder that the build makes.
import { announce } from "../../browser/announce.js";
import { monthOf, plusDays, plusMonths, weekdayOf, weeksOf, within } from "./days.js";

const ARROWS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

const JUMPS = {
  Home: (day) => plusDays(day, -weekdayOf(day)),
  End: (day) => plusDays(day, 6 - weekdayOf(day)),
  PageUp: (day, isYear) => plusMonths(day, isYear ? -12 : -1),
  PageDown: (day, isYear) => plusMonths(day, isYear ? 12 : 1),
};

/**
 * The month of `day` as the date picker of the ARIA Authoring Practices has it: `day` is the one stop for the Tab key,
 * the others are reached by arrow keys. `free` is null as long as it is not known; `keys` is the id of what explains them.
 */
export function MonthGrid({ words, names, free, first, last, chosen, day, keys, onGo, onChoose }) {
  const grid = useRef(null);
  // Whether the focus follows to `day`: when the grid appears, and after a key.
  const isLed = useRef(true);
  const wasKnown = useRef(true);
  const id = useId();
  const month = monthOf(day);

  useEffect(() => {
    if (isLed.current) grid.current.querySelector("[tabindex='0']").focus();
    isLed.current = false;
  }, [day]);

  useEffect(() => {
    // The name of the day was read before it was known what is free on it.
    if (free && !wasKnown.current && grid.current.contains(document.activeElement)) announce(timesOn(words, free, day));
    wasKnown.current = Boolean(free);
  }, [free]);

  function onKeyDown(event) {
    const { key, shiftKey } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || !(key in ARROWS || key in JUMPS)) return;
    event.preventDefault();
    const other = key in ARROWS ? plusDays(day, ARROWS[key]) : within(JUMPS[key](day, shiftKey), first, last);
    // Arrow keys stop at the first and the last day, the others lead there.
    if (other === day || other !== within(other, first, last)) return;
    isLed.current = true;
    onGo(other);
  }

  function choose(other) {
    onGo(other);
    if (free && !free[other]) announce(words.nothing);
    else onChoose?.(other);
  }

  function cell(other, number) {
    if (!other) return <td key={number} />;
    return (
      <td key={number} aria-selected={other === chosen}>
        {other === within(other, first, last) ? (
          <Day
            words={words}
            names={names}
            free={free}
            day={other}
            isStop={other === day}
            isToday={other === first}
            isChosen={other === chosen}
            onPress={() => choose(other)}
          />
        ) : (
          <span className="day">{Number(other.slice(8))}</span>
        )}
      </td>
    );
  }

  const step = (count) => onGo(within(plusMonths(day, count), first, last));
  return (
    <>
      <div className="month-head">
        <Step label={words.previous} d="m15 5-7 7 7 7" isEnd={month <= monthOf(first)} onPress={() => step(-1)} />
        <h2 id={id} aria-live="polite">
          {monthInWords(names, month)}
        </h2>
        <Step label={words.next} d="m9 5 7 7-7 7" isEnd={month >= monthOf(last)} onPress={() => step(1)} />
      </div>
      <table ref={grid} role="grid" aria-labelledby={id} aria-describedby={keys} aria-busy={!free} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {names.weekdays.map((name, number) => (
              <Weekday key={name} name={name} short={names.short[number]} />
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week, number) => (
            <tr key={number}>{week.map(cell)}</tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Day({ words, names, free, day, isStop, isToday, isChosen, onPress }) {
  const marks = [isToday && words.today, free && timesOn(words, free, day), isChosen && words.chosen];
  return (
    <button
      type="button"
      className="day"
      tabIndex={isStop ? 0 : -1}
      aria-label={[dayInWords(names, day), ...marks.filter(Boolean)].join(", ")}
      aria-disabled={Boolean(free) && !free[day]}
      aria-current={isToday ? "date" : undefined}
      data-free={free?.[day] ? "yes" : undefined}
      data-chosen={isChosen ? "yes" : undefined}
      onClick={onPress}
    >
      {Number(day.slice(8))}
      {isToday && <span className="day-today" />}
      {isChosen && <Line d="m5 12.5 4.5 4.5L19 7" />}
    </button>
  );
}

function Weekday({ name, short }) {
  return (
    <th scope="col" abbr={name}>
      <span aria-hidden="true">{short}</span>
      <span className="unseen">{name}</span>
    </th>
  );
}

/** The way to the month before or after. At the end of what can be booked it keeps the focus, and does nothing. */
function Step({ label, d, isEnd, onPress }) {
  return (
    <button type="button" className="tool" aria-label={label} aria-disabled={isEnd} onClick={isEnd ? undefined : onPress}>
      <Line d={d} />
    </button>
  );
}

/** An icon, as `frontend/components/icons.py` draws them. */
export function Line({ d }) {
  return (
    <svg viewBox="0 0 24 24" className="icon" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}

function timesOn(words, free, day) {
  const count = free[day] ?? 0;
  if (count === 0) return words.none;
  return count === 1 ? words.one : words.many.replace("{n}", count);
}

function dayInWords(names, day) {
  const [year, month, number] = day.split("-").map(Number);
  const words = { weekday: names.weekdays[weekdayOf(day)], day: number, month: names.months[month - 1], year };
  return names.date.replace(/\{(\w+)\}/g, (_, name) => words[name]);
}

function monthInWords(names, month) {
  const [year, number] = month.split("-").map(Number);
  return `${names.months[number - 1]} ${year}`;
}
