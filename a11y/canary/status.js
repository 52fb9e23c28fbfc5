const on = (id, action) =>
  document.getElementById(id).addEventListener("click", (event) => action(event.currentTarget));
const result = document.querySelector("#result");
const heading = document.querySelector("h1");
const route = () => {
  history.pushState(null, "", "/gespeichert.html");
  heading.textContent = "Gespeichert";
  document.title = "Gespeichert – Kanarienvogel";
};
const region = (role, text) => {
  const element = document.createElement("p");
  element.setAttribute("role", role);
  element.textContent = text;
  result.before(element);
};
on("silent", () => {
  result.textContent = "Ihre Angaben wurden gespeichert.";
});
on("spoken", () => {
  document.querySelector("#region").textContent = "Ihre Angaben wurden gespeichert.";
});
on("late", () => region("status", "Ihre Angaben wurden spät gespeichert."));
on("alert", () => region("alert", "Die Sitzung endet in zwei Minuten."));
on("focus", () => {
  result.textContent = "Bitte prüfen Sie Ihre Angaben.";
  result.focus();
});
on("vanish", (button) => {
  button.remove();
  result.textContent = "Entfernt.";
});
on("lost", () => {
  route();
  document.activeElement.blur();
});
on("routed", () => {
  route();
  heading.tabIndex = -1;
  heading.focus();
});
on("more", (button) => {
  button.setAttribute("aria-expanded", "true");
  result.textContent = "Hier steht mehr.";
});
