import { useEffect, useRef } from "react";

/**
 * Takes the focus each time it gets errors, so that nobody searches for what went wrong. Errors that are there when
 * the page is drawn are no news: the focus stays where the page has put it.
 */
export function ErrorSummary({ title, errors }) {
  const box = useRef(null);
  const known = useRef(errors);

  useEffect(() => {
    if (known.current === errors) return;
    known.current = errors;
    if (errors.length) box.current.focus();
  }, [errors]);

  if (!errors.length) return null;
  return (
    <div ref={box} className="summary-of-errors" role="group" tabIndex={-1} aria-labelledby="errors-title">
      <h2 id="errors-title">{title}</h2>
      <ul>
        {errors.map((error) => (
          <li key={error.field + error.text}>
            <a href={`#${error.field}`} onClick={goToField}>
              {error.text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The link works without this too; here a group leads to its first control, and the label comes into view. */
function goToField(event) {
  const target = document.getElementById(event.currentTarget.hash.slice(1));
  const controls = "input, select, textarea";
  const control = target?.matches(controls) ? target : target?.querySelector(controls);
  if (!control) return;
  event.preventDefault();
  const around = control.closest("fieldset, .kern-form-input, .field") ?? control;
  around.scrollIntoView({ block: "start" });
  control.focus({ preventScroll: true });
}
