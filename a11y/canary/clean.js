// A form that watches its clicks, and a table row that opens the link inside it: both work with the keyboard.
document.querySelector("form").addEventListener("click", () => {});
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
document.querySelector("tbody").addEventListener("click", () => {});
document.querySelector("#reset").addEventListener("click", () => {
  document.querySelector("[role=status]").textContent = "Der Filter wurde zurückgesetzt.";
});
