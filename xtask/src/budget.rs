/// The most that a first visit to the announcement may weigh, in bytes: its HTML with every
/// stylesheet, script and WebAssembly file, compressed with Brotli.
pub const FIRST_VISIT: usize = 260_000;

/// The most that the announcement may weigh until it can be read, in bytes: its HTML, which holds
/// the styles, compressed with Brotli. A server may send that much before the browser has
/// acknowledged anything (ten segments, RFC 6928).
pub const ANNOUNCEMENT: usize = 14_000;

// What `cargo xtask bench` measures, and holds to this: docs/performance.md says how. Times are in
// milliseconds; « slowed down » is on the line and the processor that are stated there.

/// How many times as long the announcement's first and its largest paint may take as those of a bare
/// page of the same text, both slowed down by the browser.
pub const PAINT_RATIO: f64 = 1.3;

/// The same as Lighthouse simulates them.
pub const SIMULATED_PAINT_RATIO: f64 = 1.1;

/// How many times as long as the bare page's first paint it may take until the form's first field
/// takes input, slowed down.
pub const FIRST_INPUT_RATIO: f64 = 1.3;

/// What Lighthouse has to say of the announcement and of the form, in each of its categories.
pub const LIGHTHOUSE: f64 = 100.0;

/// How much of what is in view may move by itself, as browsers score it (Cumulative Layout Shift).
pub const LAYOUT_SHIFT: f64 = 0.0;

/// When the app has to have taken over a page that it draws, slowed down, counted from the
/// navigation.
pub const TAKE_OVER: f64 = 2_000.0;

/// How long it may take from the click on « Rédiger ma participation » until the form is shown, once
/// the app runs, slowed down.
pub const CLICK_TO_FORM: f64 = 150.0;

/// What one keystroke may cost in a very long draft, at the 95th percentile: a quarter of what a
/// browser has for a frame.
pub const KEYSTROKE: f64 = 4.0;

/// How many times as much a keystroke may cost in a very long draft as in a short one.
pub const KEYSTROKE_RATIO: f64 = 2.0;

/// By how much the memory that scripts and the module take may grow in 10,000 edits, in bytes, once
/// there are as many steps to take back as are kept: the module's grows by 65,536 at a time, and this
/// leaves room for one time.
pub const MEMORY_GROWTH: f64 = 150_000.0;

/// How many requests a second visit may make: one, to see whether there is a newer version.
pub const SECOND_VISIT_REQUESTS: f64 = 1.0;
