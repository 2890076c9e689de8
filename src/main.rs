//! Starts the app in the page that Trunk built around it.

fn main() {
    bluehats::start();
}
