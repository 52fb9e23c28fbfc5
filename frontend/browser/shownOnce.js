import { useEffect, useState } from "react";

import { hearAnswers } from "./answers.js";

/** What the API has answered to one of `sources`, kept here and nowhere else until something of `until` is done. */
export function useShownOnce(sources, until) {
  const [shown, setShown] = useState(null);

  useEffect(
    () =>
      hearAnswers(({ source, result }) => {
        if (sources.includes(source)) setShown(result);
        else if (until.includes(source)) setShown(null);
      }),
    [],
  );

  return shown;
}
