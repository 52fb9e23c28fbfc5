import { useContext, useEffect } from "react";

import { ColorModeContext } from "$/utils/context";

/**
 * Makes the controls named `control` (radios or a select) choose the appearance: system, light or dark. The choice is
 * kept by Reflex, in localStorage; `appearance.js` in the head of each page applies it before anything is drawn.
 */
export function Appearance({ control }) {
  const { rawColorMode, setColorMode } = useContext(ColorModeContext);

  useEffect(() => {
    // Reflex writes to localStorage in an effect of its own, which may run after this one.
    document.dispatchEvent(new CustomEvent("portal:appearance", { detail: rawColorMode }));
    for (const element of document.getElementsByName(control)) {
      if (element.type === "radio") element.checked = element.value === rawColorMode;
      else element.value = rawColorMode;
    }
  }, [control, rawColorMode]);

  useEffect(() => {
    const onChange = ({ target }) => target.name === control && setColorMode(target.value);
    document.addEventListener("change", onChange);
    return () => document.removeEventListener("change", onChange);
  }, [control, setColorMode]);

  return null;
}
