import { useEffect } from "react";

import { tellAuthenticators } from "./signals.js";

/** Tells the person's authenticators how things stand, each time `version` changes; 0 means that nothing is known yet. */
export function PasskeySignals({ version }) {
  useEffect(() => {
    if (version) tellAuthenticators();
  }, [version]);
  return null;
}
