// Types into the field in focus, key by key, and returns how long that took: each keystroke by
// itself, and the mean of each batch.
const [keystrokes, batches, batch, done] = arguments;
const field = document.activeElement;

// What was set off by an event runs in microtasks; a task of its own comes behind all of them.
const channel = new MessageChannel();
const afterTask = () =>
  new Promise((then) => {
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });
// A frame's callbacks come before its drawing; a task behind them comes after it.
const afterFrame = () => new Promise(requestAnimationFrame).then(afterTask);

async function type() {
  field.value += "x";
  field.dispatchEvent(new InputEvent("input", { bubbles: true, data: "x" }));
  await afterTask();
}

async function measure() {
  const singles = [];
  for (let i = 0; i < keystrokes; i += 1) {
    await afterFrame();
    const start = performance.now();
    await type();
    singles.push(performance.now() - start);
  }
  const means = [];
  for (let i = 0; i < batches; i += 1) {
    await afterFrame();
    const start = performance.now();
    for (let j = 0; j < batch; j += 1) await type();
    means.push((performance.now() - start) / batch);
  }
  return [singles, means];
}

measure().then(done);
