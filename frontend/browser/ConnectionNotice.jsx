import { useContext, useEffect, useState } from "react";

import { EventLoopContext } from "$/utils/context";

import { useTexts } from "./language.js";

// Short breaks heal unseen: a phone changes its cell, a laptop wakes up.
const PATIENCE_MS = 2_500;
const GOOD_NEWS_MS = 5_000;

/** Says calmly that the connection is lost, and when it is back. Reflex connects again by itself. */
export function ConnectionNotice({ texts }) {
  const [, errors] = useContext(EventLoopContext);
  const isLost = errors.length > 0;
  const [news, setNews] = useState("none");
  const words = useTexts(texts);

  useEffect(() => {
    if (isLost) return after(PATIENCE_MS, () => setNews("lost"));
    setNews((known) => (known === "lost" ? "back" : "none"));
    return undefined;
  }, [isLost]);

  useEffect(() => {
    if (news === "back") return after(GOOD_NEWS_MS, () => setNews("none"));
    return undefined;
  }, [news]);

  return (
    <div role="status" className="connection">
      {words && news !== "none" && (
        <p className={`alert alert-${news === "lost" ? "warning" : "success"}`}>{words[news]}</p>
      )}
    </div>
  );
}

function after(milliseconds, callback) {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
}
