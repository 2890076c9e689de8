// What happens in a page before the program runs. The build writes the first fields of the form into
// the page (`data-start`): here they get what is stored, so that nobody types over an empty field what
// they had written. What was typed in them stays; the page's first script has marked it
// (`data-early-input`) for the program, which takes it over.
(() => {
  const start = document.querySelector("[data-start]");
  if (!start) return;
  // Storage may be blocked, and hold anything: the program knows what to do then.
  try {
    const { proposal } = JSON.parse(localStorage["bluehats-participation"]);
    for (const field of start.querySelectorAll("[data-key]")) {
      if ("earlyInput" in field.dataset) continue;
      const value = proposal[field.dataset.key];
      if (field.type == "checkbox") field.checked = value.includes(field.id.slice(-10));
      else field.value = value;
    }
  } catch {}
})();
