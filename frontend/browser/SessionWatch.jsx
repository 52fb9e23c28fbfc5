import { useEffect } from "react";

import { leaveNothingBehind } from "./leaving.js";
import { onSignedOut, tellOtherTabs } from "./session.js";

/** While somebody is signed in, sees to it that this tab shows nothing any more once they have signed out. */
export function SessionWatch({ signedIn }) {
  useEffect(() => {
    if (!signedIn) return undefined;
    tellOtherTabs("signed-in");
    comeByWithMessages();
    const stop = onSignedOut(() => leaveNothingBehind(startPage()));
    addEventListener("pagehide", hide);
    addEventListener("pageshow", show);
    return () => {
      stop();
      removeEventListener("pagehide", hide);
      removeEventListener("pageshow", show);
    };
  }, [signedIn]);
  return null;
}

// Where messages are shown, the server has to know whose session the browser is in now: the messages end with it. Most
// people have allowed none, and load nothing.
function comeByWithMessages() {
  if (globalThis.Notification?.permission !== "granted") return;
  import("./push.js").then(({ comeBy }) => comeBy()).catch(() => {});
}

// Going back, a browser may show a page as it was left, without asking anybody. A page that shows somebody's data is
// hidden before that and loaded anew, so that the server decides again.
function hide() {
  document.documentElement.hidden = true;
}

function show(event) {
  if (event.persisted) location.reload();
  else document.documentElement.hidden = false;
}

function startPage() {
  return document.documentElement.lang === "en" ? "/en" : "/";
}
