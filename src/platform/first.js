// Runs before the first paint: what has to be known by then, so that nothing moves or flashes later.
// Whether the event's dates are over, and the colours that the visitor has chosen (« Affichage »), which
// the browser keeps.
((root) => {
  const end = root.dataset.dayAfter;
  if (end) {
    const [year, month, day] = end.split("-");
    if (Date.now() >= new Date(year, month - 1, day)) root.dataset.over = "";
  }

  const KEY = "bluehats-participation.affichage";
  // The colours of the window around the page: in dark surroundings, and in light ones.
  const bars = document.querySelectorAll("meta[name=theme-color]");
  const colours = [...bars].map((bar) => bar.content);
  let theme;
  const show = () => {
    const chosen = ["dark", "light"].indexOf(theme), list = document.getElementById("affichage");
    root.dataset.theme = chosen < 0 ? "system" : theme;
    bars.forEach((bar, own) => bar.content = colours[chosen < 0 ? own : chosen]);
    if (list) list.value = root.dataset.theme;
  };
  // Storage may be blocked: then the choice holds for as long as the page is open.
  try {
    theme = localStorage[KEY];
  } catch {}
  show();
  // The list comes after this script; when one comes back to a page, browsers fill it in anew.
  ["DOMContentLoaded", "pageshow"].forEach((type) => addEventListener(type, show));
  addEventListener("change", ({ target }) => {
    if (target.id != "affichage") return;
    theme = target.value;
    show();
    try {
      localStorage[KEY] = theme;
    } catch {}
  });
  // Until the program has taken over (`data-taken-over`), what is typed into the static fields
  // (`data-key`) is marked for it, and so is a text that an input method is still composing.
  const isEarly = ({ target }) => !("takenOver" in root.dataset) && target.closest?.("[data-start] [data-key]");
  ["input", "change"].forEach((type) => addEventListener(type, (event) => {
    const field = isEarly(event);
    if (field) field.dataset.earlyInput = "";
  }));
  addEventListener("compositionstart", (event) => {
    if (isEarly(event)) root.dataset.composing = "";
  });
  addEventListener("compositionend", () => delete root.dataset.composing);
  addEventListener("storage", ({ key, newValue }) => {
    if (key == KEY) {
      theme = newValue;
      show();
    }
  });
})(document.documentElement);
