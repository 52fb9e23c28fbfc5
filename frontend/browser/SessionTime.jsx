import { useEffect, useRef, useState } from "react";

import { callApi } from "./api.js";
import { saveDrafts } from "./drafts.js";
import { leaveNothingBehind } from "./leaving.js";
import { tellSignedOut } from "./session.js";
import { watchSession } from "./sessionClock.js";
import { SessionWarning } from "./SessionWarning.jsx";

/**
 * Says two minutes before the session ends that it will, in all tabs at once, and lets the person stay. When it has
 * ended, the page is left for the sign-in page, which says why and leads back here.
 */
export function SessionTime({ signedIn, texts, signIn, start }) {
  const [warning, setWarning] = useState(null);
  const [isPutAside, setPutAside] = useState(false);
  const watch = useRef(null);

  useEffect(() => {
    if (!signedIn) return undefined;
    watch.current = watchSession({
      onWarning(time) {
        saveDrafts();
        setWarning(time);
      },
      onCalm() {
        setWarning(null);
        setPutAside(false);
      },
      onEnd: (reason) => leaveNothingBehind(signInAgain(signIn, reason)),
    });
    return watch.current.stop;
  }, [signedIn, signIn]);

  if (!warning || isPutAside) return null;
  const kind = warning.canStay ? "idle" : "limit";
  const ways = {
    idle: [() => watch.current.stay(), () => signOut(start)],
    limit: [() => signInNow(signIn), () => setPutAside(true)],
  };
  // Escape says "I am here", and neither ends anything nor leads away.
  const [onEscape] = warning.canStay ? ways.idle : ways.limit.slice(1);
  return (
    <SessionWarning
      key={kind}
      words={texts[kind]}
      texts={texts}
      ends={warning.ends}
      ways={ways[kind]}
      onEscape={onEscape}
    />
  );
}

async function signOut(start) {
  const { problem } = await callApi("/api/v1/sign-out");
  if (problem) return false;
  tellSignedOut();
  leaveNothingBehind(start);
  return true;
}

async function signInNow(signIn) {
  await saveDrafts();
  leaveNothingBehind(signInAgain(signIn, "limit"));
}

function signInAgain(signIn, reason) {
  return `${signIn}?${new URLSearchParams({ next: location.pathname + location.search, ended: reason })}`;
}
