//! Starts the app in the page that Trunk built around it.

use bluehats::app::{self, App};
use bluehats::platform::{crash, focus, page, press, static_form};
use leptos::mount::mount_to;
use leptos::prelude::*;
use routes::Page;

fn main() {
    crash::install_hook();
    wasm_bindgen_futures::spawn_local(start());
}

/// From reading the static fields to handing over, all is one task: nothing is painted in between.
async fn start() {
    // Until it is there, the static page is.
    if let Some(page) = page::path().as_deref().and_then(Page::at) {
        app::fetch(page).await;
    }
    static_form::composition_end().await;
    let Some(main) = page::main_element() else { return };
    let mut form = static_form::StaticForm::read();
    let early_inputs = form.take_inputs();
    mount_to(main.clone(), move || view! { <App early_inputs /> }).forget();
    form.hand_over();
    focus::keep_in_view(&main);
    press::ignore_stray_halves();
}
