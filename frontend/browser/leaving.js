// sessionStorage key under which Reflex keeps the tab's key to its page state.
const TOKEN = "token";

/** Go to another page with a full page load. Addresses of other sites are not followed. */
export function leave(address) {
  if (new URL(address, location.href).origin === location.origin) location.assign(address);
}

/** Go for good: nothing of this tab's page state is found again, not even by the browser's back button. */
export function leaveNothingBehind(address) {
  sessionStorage.removeItem(TOKEN);
  document.documentElement.hidden = true;
  location.replace(address);
}
