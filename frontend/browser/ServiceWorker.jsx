import { useEffect } from "react";

/** Registers the service worker once the page has been loaded, so that it does not compete with it. */
export function ServiceWorker() {
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return undefined;
    // Blocked storage or a failed download: the portal works without it.
    const register = () => navigator.serviceWorker.register("/sw.js").catch(() => {});
    if (document.readyState === "complete") register();
    else addEventListener("load", register, { once: true });
    return () => removeEventListener("load", register);
  }, []);
  return null;
}
