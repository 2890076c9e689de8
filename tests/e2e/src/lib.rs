//! Journeys in real browsers, on the finished site.
//!
//! In reading order: [`run`] starts a journey and ends everything that it started; [`browser`] is
//! a driver and its browsers, `chromedriver` what one of them knows beyond the standard; [`site`] is a
//! finished site, served; [`host`] is a real server that it is published on, and [`http`] asks it;
//! [`old_chromium`] is a browser that no driver takes; [`visitor`] is what a visitor does and sees on it,
//! named by intent, and [`leaving`] what leaves it; [`draft`] is what was there before; [`message`] reads
//! links and files as a mail program does, [`mail_program`] is a real one, [`paper`] what is printed;
//! [`watch`] notes what the browser refuses to pages; [`viewport`] is how a page is seen, and what of it cannot be; [`checkers`] asks what
//! was written by others for what is wrong with a page; [`network`] slows the browser down, and measures;
//! [`wait`] waits for what the page will do. The journeys themselves are in
//! `tests/journeys`.
//!
//! `cargo xtask test e2e` builds the sites, names the browsers, and runs them.

pub mod browser;
pub mod checkers;
mod chromedriver;
pub mod draft;
pub mod host;
pub mod http;
pub mod leaving;
#[cfg(target_os = "linux")]
pub mod mail_program;
pub mod message;
pub mod network;
#[cfg(target_os = "linux")]
pub mod old_chromium;
pub mod paper;
#[cfg(target_os = "linux")]
mod processes;
pub mod run;
pub mod site;
pub mod viewport;
pub mod visitor;
pub mod wait;
pub mod watch;
