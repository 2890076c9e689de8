/// The most that a first visit to the announcement may weigh, in bytes: its HTML with every
/// stylesheet, script and WebAssembly file, compressed with Brotli.
pub const FIRST_VISIT: usize = 165_000;
