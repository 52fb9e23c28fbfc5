import { useEffect, useRef } from "react";

/**
 * A native modal dialog. The browser keeps the focus inside, closes it on Escape and gives the focus back to what
 * opened it. It opens when `open` becomes true, or when a button with `data-opens="<id>"` is pressed; anything inside
 * with `data-closes` closes it.
 */
export function Dialog({ id, open = false, onClose, children }) {
  const dialog = useRef(null);

  useEffect(() => {
    if (open) show(dialog.current);
    else dialog.current.close();
  }, [open]);

  useEffect(() => {
    function onClick(event) {
      if (event.target.closest(`[data-opens="${CSS.escape(id)}"]`)) show(dialog.current);
    }
    document.addEventListener("click", onClick);
    return () => document.removeEventListener("click", onClick);
  }, [id]);

  function closed() {
    // What opened the dialog may be gone, for instance with the row that was deleted. The browser then leaves the focus
    // on what was pressed inside, until it draws the page without it.
    const { activeElement } = document;
    if (activeElement === document.body || dialog.current.contains(activeElement)) {
      document.querySelector("h1")?.focus();
    }
    onClose?.();
  }

  return (
    <dialog
      ref={dialog}
      id={id}
      className="dialog"
      aria-labelledby={`${id}-title`}
      onClose={closed}
      onClick={(event) => event.target.closest("[data-closes]") && dialog.current.close()}
    >
      {children}
    </dialog>
  );
}

function show(dialog) {
  if (dialog.open) return;
  dialog.showModal();
  // Start with what the dialog is about, not with the button that ends it.
  dialog.querySelector("[tabindex='-1']")?.focus();
}
