// Edits two fields by turns, so that every edit is a step of its own that can be taken back.
const [edits, done] = arguments;
const channel = new MessageChannel();
const afterTask = () =>
  new Promise((then) => {
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });

async function edit() {
  for (let i = 0; i < edits; i += 1) {
    const field = window.edited[i % 2];
    // As long as before, after two edits.
    field.value = field.value.endsWith("x") ? field.value.slice(0, -1) : `${field.value}x`;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: "x" }));
    await afterTask();
  }
}

edit().then(done);
