// Runs in the head of each page before anything is drawn, and then keeps to the choice. Part of the page, by hash.
(() => {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let choice;
  try {
    choice = localStorage.getItem("theme");
  } catch {
    // Storage is blocked: the system's appearance it is.
  }
  const apply = () => {
    const system = choice !== "light" && choice !== "dark";
    root.dataset.kernTheme = system ? (dark.matches ? "dark" : "light") : choice;
    // Reflex has a script of its own that sets this once, and follows it only where its pages run.
    root.style.colorScheme = root.dataset.kernTheme;
  };
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("portal:appearance", (event) => {
    choice = event.detail;
    apply();
  });
})();
