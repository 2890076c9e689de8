// Runs before the first paint: what has to be known by then, so that nothing moves or flashes later.
// Whether the program can run, how far away the event is, whether there is a draft, and the colours that
// the visitor has chosen (« Affichage »), which the browser keeps.
//
// Browsers that are too old for the program run this script, as early.js and crash.js: their syntax is
// that of ES2015, and tests hold it (docs/browsers.md).
((root) => {
  // The newest of what the program is made of: a function that gives two values, one of them a reference.
  // The page's policy has to let it through as well, in words that older browsers do not know.
  try {
    new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 111, 127]));
  } catch (error) {
    root.dataset.crash = "not-started";
  }

  // When a day begins here, wherever that is.
  const start = (day) => {
    const [year, month, date] = day.split("-");
    return new Date(year, month - 1, date);
  };
  const countdown = () => {
    const { firstDay, dayAfter } = root.dataset;
    const now = new Date(), days = Math.round((start(firstDay) - now.setHours(0, 0, 0, 0)) / 864e5);
    const isOver = root.toggleAttribute("data-over", now >= start(dayAfter));
    if (isOver) return "Les dates de cette édition sont passées.";
    return days > 1 ? `C’est dans ${days} jours.` : days > 0 ? "C’est demain." : "C’est aujourd’hui.";
  };
  // What is stored: a participation that was sent, a draft, or nothing yet.
  const kept = () => {
    try {
      const { proposal } = JSON.parse(localStorage["bluehats-participation"]);
      return proposal.sent ? "sent" : Object.values(proposal).some((text) => text.length) && "draft";
    } catch (error) {}
  };
  const say = (element, text) => {
    if (text && element.textContent != text) element.textContent = text;
  };
  // The announcement, which waits in a template on other pages than its own.
  const tell = () => {
    const waiting = document.querySelector("template[data-path='/']"), page = waiting ? waiting.content : document;
    const time = countdown(), line = page.querySelector("[data-countdown]"), links = page.querySelectorAll("[data-call]");
    if (line) say(line, time);
    // Once the program has taken over, it says more: whether what was sent is still what is written.
    const draft = links.length && !("takenOver" in root.dataset) && kept();
    links.forEach((link) => say(link, link.dataset[draft]));
  };
  tell();
  // While the page comes in, before anything of it is painted; and when it comes back, maybe on another day.
  const coming = new MutationObserver(tell);
  coming.observe(root, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => coming.disconnect());
  addEventListener("pageshow", tell);

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
  } catch (error) {}
  show();
  // The list comes after this script; when one comes back to a page, browsers fill it in anew.
  ["DOMContentLoaded", "pageshow"].forEach((type) => addEventListener(type, show));
  addEventListener("change", ({ target }) => {
    if (target.id != "affichage") return;
    theme = target.value;
    show();
    try {
      localStorage[KEY] = theme;
    } catch (error) {}
  });
  // Until the program has taken over (`data-taken-over`), what is typed into the static fields
  // (`data-key`) is marked for it, and so is a text that an input method is still composing.
  const isEarly = ({ target }) =>
    !("takenOver" in root.dataset) && target.closest && target.closest("[data-start] [data-key]");
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
