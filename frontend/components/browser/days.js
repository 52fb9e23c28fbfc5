// Days as texts ("2026-11-24"), which sort as they follow each other. They are counted in UTC, where each has 24 hours.

const DAY_MS = 86_400_000;

export function plusDays(day, count) {
  return textOf(new Date(Date.parse(day) + count * DAY_MS));
}

/** The same day of another month, or its last one: a month after 31 January is the end of February. */
export function plusMonths(day, count) {
  const [year, month, number] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0));
  return textOf(new Date(Date.UTC(year, month - 1 + count, Math.min(number, last.getUTCDate()))));
}

/** 0 is Monday, with which the week begins in German and in British English. */
export function weekdayOf(day) {
  return (new Date(day).getUTCDay() + 6) % 7;
}

/** The day itself, or the first or last one if it lies before or after them. */
export function within(day, first, last) {
  if (day < first) return first;
  return day > last ? last : day;
}

export function monthOf(day) {
  return day.slice(0, 7);
}

/** The weeks of a month ("2026-11"), each of seven days; what belongs to other months is empty. */
export function weeksOf(month) {
  const first = `${month}-01`;
  const start = plusDays(first, -weekdayOf(first));
  const weeks = [];
  for (let day = start; monthOf(day) <= month; day = plusDays(day, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, number) => plusDays(day, number)));
  }
  return weeks.map((week) => week.map((day) => (monthOf(day) === month ? day : "")));
}

function textOf(date) {
  return date.toISOString().slice(0, 10);
}
