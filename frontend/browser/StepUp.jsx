import { Suspense, lazy, useEffect, useRef, useState } from "react";

import { useTexts } from "./language.js";
import { hearStepUp } from "./stepUp.js";

// Few pages ever ask: nobody waits for its code before that.
const StepUpDialog = lazy(() => import("./StepUpDialog.jsx"));

/** Asks whoever is signed in to prove who they are, before the API carries out something sensitive. */
export function StepUp({ texts }) {
  const words = useTexts(texts);
  const answer = useRef(null);
  const [isOpen, setOpen] = useState(false);

  useEffect(
    () =>
      hearStepUp((resolve) => {
        answer.current = resolve;
        setOpen(true);
      }),
    [],
  );

  function done(hasProven) {
    setOpen(false);
    answer.current?.(hasProven);
    answer.current = null;
  }

  if (!isOpen || !words) return null;
  return (
    <Suspense fallback={null}>
      <StepUpDialog words={words} onDone={done} />
    </Suspense>
  );
}
