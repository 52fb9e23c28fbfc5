import { useEffect, useRef } from "react";

/** A box under its button: native `details` that also closes on Escape and when the focus or a press goes elsewhere. */
export function Menu({ label, children }) {
  const menu = useRef(null);

  useEffect(() => {
    function closeUnlessInside(event) {
      if (!menu.current.contains(event.target)) menu.current.open = false;
    }
    document.addEventListener("click", closeUnlessInside);
    document.addEventListener("focusin", closeUnlessInside);
    return () => {
      document.removeEventListener("click", closeUnlessInside);
      document.removeEventListener("focusin", closeUnlessInside);
    };
  }, []);

  function onKeyDown(event) {
    if (event.key !== "Escape" || !menu.current.open) return;
    event.stopPropagation();
    menu.current.open = false;
    menu.current.querySelector("summary").focus();
  }

  return (
    <details ref={menu} className="menu" onKeyDown={onKeyDown}>
      <summary className="tool">{label}</summary>
      <div className="menu-box">{children}</div>
    </details>
  );
}
