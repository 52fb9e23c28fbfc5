import { useEffect, useState } from "react";

import { onAnnouncement } from "./announce.js";

const SILENCE = { number: 0, text: "" };

/**
 * The live regions that speak what `announce` says. They are in the page from the start, because screen readers
 * overlook a region that appears together with its text.
 */
export function Announcer() {
  const [polite, setPolite] = useState(SILENCE);
  const [atOnce, setAtOnce] = useState(SILENCE);

  useEffect(
    () =>
      onAnnouncement((said) => {
        const set = said.atOnce ? setAtOnce : setPolite;
        set(({ number }) => ({ number: number + 1, text: said.text }));
      }),
    [],
  );

  // A new key makes a new element, so that the same words are spoken when they are said again.
  return (
    <>
      <div role="status" className="unseen">
        <p key={polite.number}>{polite.text}</p>
      </div>
      <div role="alert" className="unseen">
        <p key={atOnce.number}>{atOnce.text}</p>
      </div>
    </>
  );
}
