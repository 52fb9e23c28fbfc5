import { useEffect, useState } from "react";

import { hearAnswers } from "./answers.js";

/**
 * What the API has answered to one of `sources`, kept here and nowhere else until something of `until` is done. When it
 * is `expected` and not there, the page was loaded anew: `onLost` is called.
 */
export function useShownOnce({ sources, until, expected, onLost }) {
  const [shown, setShown] = useState(null);

  useEffect(
    () =>
      hearAnswers(({ source, result }) => {
        if (sources.includes(source)) setShown(result);
        else if (until.includes(source)) setShown(null);
      }),
    [],
  );

  useEffect(() => {
    if (expected && !shown) onLost?.();
  }, [expected]);

  return shown;
}
