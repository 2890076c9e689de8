// What happens in a page before the program runs. The first fields of the form stand in the static page
// (templates/draft.html): here they get what is stored, so that nobody types over an empty field what
// they had written. What was typed in them stays: first.js has marked it (`data-early-input`). What a
// field begins with becomes its default value, so that what programs fill in afterwards, without an
// event, is known (static_form.rs).
(() => {
  const fields = document.querySelectorAll("[data-start] [data-key]");
  if (!fields.length) return;
  // Storage may be blocked, and hold anything: the program knows what to do then.
  try {
    const { proposal } = JSON.parse(localStorage["bluehats-participation"]);
    for (const field of fields) {
      if ("earlyInput" in field.dataset) continue;
      const value = proposal[field.dataset.key];
      if (field.type == "checkbox") field.checked = value.includes(field.id.slice(-10));
      else field.value = value;
    }
  } catch (error) {}
  for (const field of fields) {
    field.defaultValue = field.value;
    field.defaultChecked = field.checked;
  }
})();
