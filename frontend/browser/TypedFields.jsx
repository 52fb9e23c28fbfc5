import { useEffect, useRef } from "react";

import { fill, keptControls, valuesOf } from "./formFields.js";

// After the last key; what is left, chosen or sent is told at once.
const PAUSE_MS = 800;

/**
 * In a form: tells page state what is typed there, and puts it back into the fields when the page has been loaded anew.
 * Codes and passwords are left out. Draws nothing.
 */
export function TypedFields({ typed, onTyped }) {
  const place = useRef(null);
  const isTyped = useRef(false);
  const isFilling = useRef(false);

  useEffect(() => {
    const form = place.current.closest("form");
    let timer = 0;
    let told = "";

    function hear() {
      if (isFilling.current) return;
      isTyped.current = true;
      clearTimeout(timer);
      timer = setTimeout(tell, PAUSE_MS);
    }

    function tell() {
      clearTimeout(timer);
      const fields = valuesOf(form);
      const now = JSON.stringify(fields);
      if (!isTyped.current || isFilling.current || now === told) return;
      told = now;
      onTyped(fields);
    }

    form.addEventListener("input", hear);
    form.addEventListener("change", tell);
    // Before the form itself sends anything: what comes back must find page state up to date.
    form.addEventListener("submit", tell, { capture: true });
    document.addEventListener("visibilitychange", tell);
    return () => {
      tell();
      form.removeEventListener("input", hear);
      form.removeEventListener("change", tell);
      form.removeEventListener("submit", tell, { capture: true });
      document.removeEventListener("visibilitychange", tell);
    };
  }, []);

  useEffect(() => {
    if (isTyped.current) return;
    isFilling.current = true;
    fill(keptControls(place.current.closest("form")), typed);
    isFilling.current = false;
  }, [typed]);

  return <span ref={place} hidden />;
}
