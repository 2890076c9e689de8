// What happens in a page before the program runs. The build writes the first fields of the form into
// the page (`data-start`): here they get what is stored, so that nobody types over an empty field what
// they had written, and what is typed in them is marked for the program, which takes it over.
(() => {
  const start = document.querySelector("[data-start]");
  if (!start) return;
  start.addEventListener("input", ({ target }) => {
    if (!window.wasmBindings) target.setAttribute("data-early-input", "");
  });
  // Storage may be blocked, and hold anything: the program knows what to do then.
  try {
    const { proposal } = JSON.parse(localStorage["bluehats-participation"]);
    for (const field of start.querySelectorAll("[data-key]")) {
      const value = proposal[field.dataset.key];
      if (field.type == "checkbox") field.checked = value.includes(field.id.slice(-10));
      else field.value = value;
    }
  } catch {}
})();
