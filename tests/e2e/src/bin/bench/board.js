// Measures the page of the organising team from now on: for how long, at most, nothing else could run.
let longest = 0;
let last = performance.now();
const turn = () => {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  last = now;
  setTimeout(turn);
};
turn();

const longestWait = () => {
  const wait = longest;
  longest = 0;
  return wait;
};

// A frame's callbacks come before its drawing; what the second one waits for comes after the first one's. Lists
// are made in several turns.
const afterDrawing = async () => {
  do {
    for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
    await new Promise((then) => setTimeout(then));
  } while (document.querySelector("[aria-busy]"));
};

let begun;
document.addEventListener("change", () => (begun = performance.now()), { capture: true, once: true });

const hasRead = () => {
  const said = document.getElementById("bilan");
  return said && document.activeElement === said;
};

// How long reading took, and the longest waits: meanwhile, at the showing of a list, at a letter in the filter, and
// at the showing of what is made whole; `null` as long as it is not read.
window.measureBoard = async (lists, whole, word) => {
  if (!hasRead()) return null;
  const all = performance.now() - begun;
  const reading = longestWait();
  const show = async (part) => {
    const buttons = Array.from(document.querySelectorAll(".views button"));
    buttons.find((it) => it.textContent.startsWith(part)).click();
    await afterDrawing();
  };
  for (const part of lists) await show(part);
  const showing = longestWait();
  const field = document.getElementById("filtre-mots");
  for (const letter of word) {
    field.value += letter;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: letter }));
    await afterDrawing();
  }
  const filtering = longestWait();
  for (const part of whole) await show(part);
  return [all, reading, showing, filtering, longestWait()];
};
