(dom, { reduced }) => {
  const MOVING = [
    "transform",
    "translate",
    "rotate",
    "scale",
    "left",
    "right",
    "top",
    "bottom",
    "margin",
    "width",
    "height",
    "backgroundPosition",
    "backgroundPositionX",
    "backgroundPositionY",
    "offsetDistance",
    "strokeDashoffset",
    "inset",
  ];
  // A sign that something is at work moves for as long as the work lasts.
  const BUSY = "[role=progressbar], [aria-busy=true], [role=status], button[aria-disabled=true]";
  const LONG = 5000; // milliseconds, the limit of WCAG 2.2.2

  const isMotion = (effect) => effect.getKeyframes().some((frame) => MOVING.some((name) => name in frame));
  const running = document
    .getAnimations()
    .filter(
      ({ effect, playState }) => playState === "running" && effect?.target && dom.isSeen(effect.target),
    );
  const findings = running
    .filter(({ effect }) =>
      reduced ? isMotion(effect) : effect.getComputedTiming().endTime > LONG && !effect.target.closest(BUSY),
    )
    .map(({ effect }) =>
      dom.observe(
        effect.target,
        reduced
          ? "Moves although less motion was asked for."
          : "Moves for more than 5 seconds and cannot be stopped.",
      ),
    );
  const root = document.documentElement;
  if (reduced && getComputedStyle(root).scrollBehavior === "smooth") {
    findings.push(dom.observe(root, "Scrolls smoothly although less motion was asked for."));
  }
  return findings;
};
