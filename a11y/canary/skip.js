// What a router does with <Link to="#main">.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  history.pushState(null, "", "/#main");
});
