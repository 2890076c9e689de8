//! The device's clock, in the device's time zone.

use wasm_bindgen::JsValue;

/// A moment as the device's clock shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The year of the Gregorian calendar.
    pub year: u32,
    /// The month, from 1 to 12.
    pub month: u8,
    /// The day of the month, from 1 to 31.
    pub day: u8,
    /// The hour, from 0 to 23.
    pub hour: u8,
    /// The minute, from 0 to 59.
    pub minute: u8,
}

/// Now: milliseconds since 1970 (Unix time).
pub fn now() -> u64 {
    whole(js_sys::Date::now())
}

/// What the device's clock shows at a moment given in milliseconds since 1970 (Unix time).
pub fn local(at: u64) -> LocalTime {
    #[expect(clippy::cast_precision_loss, reason = "exact for the next 285,000 years")]
    let date = js_sys::Date::new(&JsValue::from_f64(at as f64));
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    LocalTime {
        year: date.get_full_year(),
        month: small(date.get_month() + 1),
        day: small(date.get_date()),
        hour: small(date.get_hours()),
        minute: small(date.get_minutes()),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and a clock before 1970 is as good as one at 1970"
)]
fn whole(milliseconds: f64) -> u64 {
    milliseconds as u64
}
