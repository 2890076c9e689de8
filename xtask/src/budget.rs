//! How much the site may weigh, and how long visitors may wait: docs/performance.md says how it is
//! measured. Times are in milliseconds; « slowed down » is a phone of the middle on a slow line.

/// The most that a first visit to the announcement may weigh, in bytes: its HTML with every style sheet,
/// script and WebAssembly file that the announcement and the form need, compressed with Brotli. The page
/// that the site replaces weighs 313,000.
pub const FIRST_VISIT: usize = 260_000;

/// The most that the announcement may weigh until it can be read, in bytes: its HTML, which holds the
/// styles, compressed with Brotli. A server may send that much before the browser has acknowledged
/// anything (ten segments, RFC 6928).
pub const ANNOUNCEMENT: usize = 14_000;

/// How many times as long the announcement's first and its largest paint may take as those of a bare
/// page of the same text, on the phone that Lighthouse simulates.
pub const PAINT_SIMULATED: f64 = 1.1;

/// The same on the phone that the browser itself imitates.
pub const PAINT_APPLIED: f64 = 1.3;

/// How much of what is in view may move by itself (Cumulative Layout Shift).
pub const LAYOUT_SHIFT: f64 = 0.0;

/// What Lighthouse gives the announcement and the form for accessibility, best practices and search
/// engines, of 100, at least.
pub const LIGHTHOUSE: f64 = 100.0;

/// When the form's first field takes input, slowed down, in times of the bare page's first paint.
pub const FIRST_INPUT: f64 = 1.3;

/// When the program has taken over the form, slowed down, counted from the navigation.
pub const TAKE_OVER: f64 = 2_000.0;

/// From the click on « Rédiger ma participation » until the form is shown, slowed down.
pub const CLICK_TO_FORM: f64 = 150.0;

/// A keystroke in a very long draft, at the 95th percentile: a quarter of what a browser has for a frame.
pub const KEYSTROKE: f64 = 4.0;

/// How many times as much a keystroke may cost in a very long draft as in a short one.
pub const KEYSTROKE_RATIO: f64 = 2.0;

/// How many requests a second visit may make: one, which asks whether there is a newer version.
pub const SECOND_VISIT_REQUESTS: f64 = 1.0;

/// How long the page of the organising team may take to read a thousand messages of 20 kB.
pub const BOARD_READING: f64 = 5_000.0;

/// For how long it may keep the browser from anything else at a time, then and when the board is used: from
/// there on a page feels slow.
pub const BOARD_WAIT: f64 = 50.0;
