// A page can be seen before it works: its code may still be on its way, or its state. Without this, a press would do
// nothing then, or be undone by what arrives, and a form would be sent as the browser does it by itself, with all that
// was typed in the address. So a press on a button waits for the page, and happens when it is there.
(() => {
  const root = document.documentElement;
  const works = () => root.dataset.ready === "yes";
  // A page that has come alive but hears nothing of its state does what it can; it says itself what does not work.
  const LONGEST_WAIT = 5000;
  let held = null;

  function hold(event, control, act) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (held) free(held);
    held = { control, act, before: control.getAttribute("aria-disabled") };
    control.dataset.busy = "";
    control.setAttribute("aria-disabled", "true");
    const mine = held;
    setTimeout(() => root.dataset.ready && held === mine && release(), LONGEST_WAIT);
  }

  function free({ control, before }) {
    delete control.dataset.busy;
    if (before === null) control.removeAttribute("aria-disabled");
    else control.setAttribute("aria-disabled", before);
  }

  function release() {
    const over = held;
    held = null;
    free(over);
    if (over.control.isConnected) over.act();
  }

  // Pages without code of their own have nothing to wait for.
  const waits = (event) => !works() && event.isTrusted && document.querySelector("script[type=module]");

  addEventListener(
    "click",
    (event) => {
      const button = waits(event) && event.target.closest?.("button");
      if (button) hold(event, button, () => button.click());
    },
    true,
  );
  addEventListener(
    "submit",
    (event) => {
      if (waits(event)) hold(event, event.submitter ?? event.target, () => event.target.requestSubmit(event.submitter));
    },
    true,
  );
  new MutationObserver(() => held && works() && release()).observe(root, { attributeFilter: ["data-ready"] });
})();
