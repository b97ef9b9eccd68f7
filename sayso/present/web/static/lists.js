// A list that follows its filters as they are typed: the same address is asked for, and its rows take the old ones' place.

const WAIT = 180; // milliseconds after the last key

function makeAddress(form) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim()) query.append(name, value);
  }
  const words = query.toString();
  return words ? `${form.getAttribute("action")}?${words}` : form.getAttribute("action");
}

function follow(form) {
  let timer = 0;
  let asked = 0;

  async function show() {
    const turn = ++asked;
    const address = makeAddress(form);
    const results = document.querySelector("[data-results]");
    results.classList.add("waiting");
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return; // a later question has been asked meanwhile
    results.classList.remove("waiting");
    const fresh = page.querySelector("[data-results]");
    if (!fresh) {
      results.replaceChildren(...page.querySelectorAll("main [role=alert]"));
      return;
    }
    results.replaceWith(document.adoptNode(fresh));
    const facets = page.querySelector("[data-facets]");
    const old = form.querySelector("[data-facets]");
    if (facets && old && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(facets));
    history.replaceState(null, "", address);
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    show();
  });
}

for (const form of document.querySelectorAll("form[data-live]")) follow(form);

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  document.querySelector(".find input").focus();
});
