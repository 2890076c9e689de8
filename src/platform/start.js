// Starts the program, in the place of Trunk's own script: not before pages that are there to be read were
// painted, because it would come through the same line; and where it cannot start, the page says so. A module
// of its own, in the language of browsers that can run the program: others need not understand it.
const { script, module, manifest } = JSON.parse(document.getElementById("programme").textContent);
let isStarted;

const append = (name, properties) =>
  document.head.append(Object.assign(document.createElement(name), properties));

// `import` alone checks no integrity in most browsers. What was loaded once is not loaded again.
const load = ({ src, integrity }) =>
  new Promise((onload, onerror) =>
    append("script", { type: "module", integrity, onload, onerror, src }));

const start = async () => {
  if (isStarted) return;
  isStarted = 1;
  try {
    const [response] = await Promise.all([
      fetch(module.src, { integrity: module.integrity }),
      load(script),
    ]);
    const bindings = await import(script.src);
    await bindings.default({ module_or_path: response });
    window.wasmBindings = bindings;
    dispatchEvent(new Event("TrunkApplicationStarted"));
    // Browsers fetch it at once, and a picture that it names: it waits for what is more urgent.
    append("link", { rel: "manifest", href: manifest });
  } catch (error) {
    console.error(error);
    // Unless the program has said more, on its way.
    document.getElementById("panne").dataset.shows ||= "not-started";
  }
};

const startOnceRead = () => {
  // What was painted first may be no more than the header, where the page came in pieces. The frame
  // that comes next has all of it, and at the one after that it was painted.
  const next = () => requestAnimationFrame(() => requestAnimationFrame(start));
  try {
    new PerformanceObserver(next).observe({ type: "paint", buffered: true });
  } catch {}
  // Some browsers never say when they paint, and none paints what is in no window.
  addEventListener("load", () => setTimeout(start, 1000));
  // Whoever aims at a link is about to want the program.
  ["pointerover", "focusin"].forEach((type) =>
    addEventListener(type, (event) => event.target.closest?.("a[href^='/']") && start()));
};

// The first script has tried whether the browser can run the program.
if (!("crash" in document.documentElement.dataset)) {
  document.querySelector("main > article") ? startOnceRead() : start();
}
