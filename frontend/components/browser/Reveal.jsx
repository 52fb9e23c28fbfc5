import { useEffect, useState } from "react";

/** A switch that shows what stands in the password field with the id `field`. Sending the form hides it again. */
export function Reveal({ field, label }) {
  const [isShown, setShown] = useState(false);

  useEffect(() => {
    const input = document.getElementById(field);
    if (!input) return undefined;
    input.type = isShown ? "text" : "password";
    // Else the browser would take it for a text to be remembered and offered again.
    const hide = () => setShown(false);
    input.form?.addEventListener("submit", hide);
    return () => input.form?.removeEventListener("submit", hide);
  }, [field, isShown]);

  return (
    <button
      type="button"
      className="kern-btn kern-btn--tertiary reveal"
      aria-pressed={isShown}
      aria-controls={field}
      onClick={() => setShown(!isShown)}
    >
      <span className="kern-label">{label}</span>
    </button>
  );
}
