// What visitors go by on a page: labels, legends, names of buttons and links. Put before every
// script that looks for something; it only reads the page.

// Any white space is a space: French typography has several.
const words = (text) => (text ?? "").replace(/\s+/g, " ").trim();

const isShown = (element) => element.checkVisibility({ visibilityProperty: true });

const all = (scope, selector) => [...scope.querySelectorAll(selector)].filter(isShown);

// What stands in a summary, or in the row of an item, while it is unfolded is not all in sight.
const textOf = (element) =>
  words(element.matches("summary, [aria-expanded]") ? element.innerText : element.textContent);

const legendOf = (fieldset) => words(fieldset.querySelector(":scope > legend")?.textContent);

const messages = (scope = document) => all(scope, "[role=alert], [role=status]:not(.notices, #annonce-vocale), .alert, .removal");

const alerts = (scope) =>
  messages(scope).map((alert) => [words(alert.firstElementChild?.textContent), alert]);

// What a sort of element is called by, as pairs of a name and the element. Messages are groups as
// well: buttons of the same name stand in several.
const named = {
  field: (scope) =>
    all(scope, "label").map((label) => [words(label.textContent), label.control]),
  button: (scope) => all(scope, "button").map((button) => [textOf(button), button]),
  link: (scope) => all(scope, "a[href]").map((link) => [words(link.textContent), link]),
  group: (scope) => [
    ...all(scope, "fieldset").map((group) => [legendOf(group), group]),
    ...alerts(scope),
  ],
  alert: alerts,
};

// The one element of a sort that has this name, within groups of groups; or in words why there is
// none, or more than one.
function find(sort, name, groups) {
  let scope = document;
  for (const legend of groups) {
    const found = one("group", legend, scope);
    if (typeof found === "string") return found;
    scope = found;
  }
  return one(sort, name, scope);
}

function one(sort, name, scope) {
  const candidates = named[sort](scope);
  const found = candidates.filter(([other]) => other === words(name));
  if (found.length === 1) return found[0][1];
  const others = candidates.map(([other]) => `« ${other} »`).join(", ");
  return `${found.length} times a ${sort} « ${name} »; there are: ${others}`;
}

// What the element in focus is called, in the words of the page.
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return "nothing";
  if (element.labels?.length) {
    const groups = [];
    for (let e = element.closest("fieldset"); e; e = e.parentElement.closest("fieldset")) {
      groups.unshift(legendOf(e));
    }
    return [...groups, words(element.labels[0].textContent)].join(" > ");
  }
  return `${element.localName}: ${textOf(element)}`;
}
