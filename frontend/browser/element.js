// Stands in for Emotion's `jsx`, which Reflex calls for every element. Emotion adds styles written in components, and
// no component here has any (the build refuses them): its 30 kB would be loaded and run for nothing.
export { createElement as jsx } from "react";
