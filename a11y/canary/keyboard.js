document.querySelector("#listener").addEventListener("click", () => {});
// React keeps an element's handlers in such a property and listens at the root alone.
document.querySelector("#react").__reactProps$canary = { onClick: () => {} };
document.querySelector("#fake").addEventListener("click", () => {});
document.querySelector("#real").addEventListener("click", () => {});
document.querySelector("#real").addEventListener("keydown", () => {});
