import { useEffect, useRef, useState } from "react";

import { followForm } from "./drafts.js";
import { useTexts } from "./language.js";

/** In a form: keeps what is typed there, and says when something from before is back. Draws nothing until then. */
export function Draft({ name, texts }) {
  const words = useTexts(texts);
  const place = useRef(null);
  const draft = useRef(null);
  const [found, setFound] = useState(null);
  const [news, setNews] = useState("");

  useEffect(() => {
    if (!name) return undefined;
    let isHere = true;
    const form = place.current.closest("form");
    const following = followForm(form, name, () => isHere && setFound(null));
    draft.current = following;
    following.recall().then((earlier) => isHere && setFound(earlier));
    return () => {
      isHere = false;
      following.stop();
    };
  }, [name]);

  async function discard() {
    await draft.current.discard();
    setFound(null);
    setNews(words.discarded);
    // The button is gone.
    place.current.closest("form").querySelector("input, select, textarea")?.focus();
  }

  // Without something to see it takes no room among the fields; the live region is there from the start.
  return (
    <div ref={place} className={found ? "alert alert-info" : "unseen"}>
      <div>
        <p role="status">{found ? words.found.replace("{when}", moment(found)) : news}</p>
        {found && (
          <button type="button" className="kern-btn kern-btn--tertiary" onClick={discard}>
            <span className="kern-label">{words.discard}</span>
          </button>
        )}
      </div>
    </div>
  );
}

function moment({ saved_at: savedAt, zone }) {
  const locale = document.documentElement.lang === "en" ? "en-GB" : "de-DE";
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: zone });
  return format.format(new Date(savedAt));
}
