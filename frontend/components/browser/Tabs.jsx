import { Children, useRef, useState } from "react";

/**
 * Tabs as the ARIA Authoring Practices describe them: one stop for the Tab key, arrow keys between the tabs, and the
 * panel follows at once because it is already there.
 */
export function Tabs({ label, items, children }) {
  const [current, setCurrent] = useState(0);
  const tabs = useRef([]);

  const steps = {
    ArrowRight: (index) => (index + 1) % items.length,
    ArrowLeft: (index) => (index - 1 + items.length) % items.length,
    Home: () => 0,
    End: () => items.length - 1,
  };

  function onKeyDown(event) {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = step(current);
    setCurrent(next);
    tabs.current[next].focus();
  }

  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {items.map((item, index) => (
          <button
            key={item.id}
            ref={(element) => (tabs.current[index] = element)}
            type="button"
            role="tab"
            id={`${item.id}-tab`}
            aria-controls={item.id}
            aria-selected={index === current}
            tabIndex={index === current ? 0 : -1}
            onClick={() => setCurrent(index)}
          >
            {item.label}
          </button>
        ))}
      </div>
      {Children.toArray(children).map((panel, index) => (
        <div
          key={items[index].id}
          role="tabpanel"
          id={items[index].id}
          aria-labelledby={`${items[index].id}-tab`}
          tabIndex={0}
          hidden={index !== current}
        >
          {panel}
        </div>
      ))}
    </div>
  );
}
