/// The most that a first visit to the announcement may weigh, in bytes: its HTML with every
/// stylesheet, script and WebAssembly file, compressed with Brotli.
pub const FIRST_VISIT: usize = 150_000;

/// The most that the announcement may weigh until it can be read, in bytes: its HTML, which holds
/// the styles, compressed with Brotli. A server may send that much before the browser has
/// acknowledged anything (ten segments, RFC 6928).
pub const ANNOUNCEMENT: usize = 14_000;
