//! The static first fields of the form, and their handover to the fields of the program.
//!
//! Each test has a static page of its own: `main.rs` does with it what `hand_over` does here.

use std::cell::Cell;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use bluehats::platform::clock;
use bluehats::platform::static_form::{EarlyInput, EarlyValue, StaticForm, composition_end};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::fixture::{Fixture, dispatch, document, focused_id, rendered, wait_until, window};

/// The page as the build writes it, in a browser whose extensions and translator were at work.
const STATIC_PAGE: &str = r##"
<div class="intrus"></div>
<div id="page" data-start style="min-height: 5000px">
  <div class="intrus"><input id="mot-de-passe" data-early-input value="intrus"></div>
  <h1><font><font>Your participation</font></font></h1>
  <font>Foreign words</font>
  <a href="#ailleurs">Ailleurs</a>
  <div class="field">
    <label for="nom"><font><font>Name</font></font></label>
    <span class="intrus"><input id="nom" type="text" data-key="name" data-early-input=""></span>
    <div class="intrus"><button id="remplir" type="button">Remplir</button></div>
  </div>
  <div class="field">
    <label for="email">E-mail</label>
    <input id="email" type="text" data-key="email">
  </div>
  <input id="presence-2024-01-09" type="checkbox" data-key="presence" data-early-input="">
  <input id="presence-2024-01-10" type="checkbox" data-key="presence" data-early-input="">
</div>
<div class="intrus"></div>"##;

/// The static page, in which something was typed and ticked.
fn static_page() -> Fixture {
    root().remove_attribute("data-taken-over").unwrap();
    let fixture = Fixture::with_html(STATIC_PAGE);
    fixture.find::<HtmlInputElement>("#nom").set_value("Zoé 🧢");
    // What is stored was put there, by early.js: nobody typed it.
    let email: HtmlInputElement = fixture.find("#email");
    email.set_value("zoe@exemple.fr");
    email.set_default_value("zoe@exemple.fr");
    fixture.find::<HtmlInputElement>("[id='presence-2024-01-10']").set_checked(true);
    fixture
}

/// Mounts the fields of the program, with what was typed, and hands over to them.
async fn hand_over(fixture: &mut Fixture) {
    let mut form = StaticForm::read();
    let inputs = form.take_inputs();
    let text = inputs.into_iter().find_map(|input| match input.value {
        EarlyValue::Text(text) => Some(text),
        EarlyValue::Ticked(_) => None,
    });
    let text = text.unwrap_or_default();
    fixture.mount(move || {
        view! {
            <div id="page" style="min-height: 5000px">
                <h1>"Votre participation"</h1>
                <a href="#autre">"Autre"</a>
                <a class="jumeau" href="#ailleurs">"Ailleurs"</a>
                <input id="nom" class="jumeau" type="text" prop:value=text />
                <input id="email" class="jumeau" type="text" />
                <input id="presence-2024-01-09" class="jumeau" type="checkbox" />
                <input id="presence-2024-01-10" class="jumeau" type="checkbox" />
            </div>
        }
    });
    form.hand_over();
    assert!(root().has_attribute("data-taken-over"));
    rendered().await;
}

fn root() -> Element {
    document().document_element().unwrap()
}

#[wasm_bindgen_test]
fn what_was_typed_is_read_by_key_whatever_stands_in_between() {
    let _fixture = static_page();
    let mut form = StaticForm::read();
    let input =
        |key: &str, id: &str, value| EarlyInput { key: key.to_owned(), id: id.to_owned(), value };
    assert_eq!(
        form.take_inputs(),
        [
            input("name", "nom", EarlyValue::Text("Zoé 🧢".to_owned())),
            input("presence", "presence-2024-01-09", EarlyValue::Ticked(false)),
            input("presence", "presence-2024-01-10", EarlyValue::Ticked(true)),
        ]
    );
}

#[wasm_bindgen_test]
fn what_was_filled_in_without_an_event_is_read_as_well() {
    let fixture = static_page();
    for field in ["#nom", "[id='presence-2024-01-09']", "[id='presence-2024-01-10']"] {
        fixture.find::<Element>(field).remove_attribute("data-early-input").unwrap();
    }
    let email: HtmlInputElement = fixture.find("#email");
    let read = || -> Vec<String> {
        StaticForm::read().take_inputs().into_iter().map(|input| input.id).collect()
    };
    assert_eq!(read(), ["nom", "presence-2024-01-10"]);
    email.set_value("");
    assert_eq!(read(), ["nom", "email", "presence-2024-01-10"]);
    let ticked: HtmlInputElement = fixture.find("[id='presence-2024-01-10']");
    ticked.set_default_checked(true);
    assert_eq!(read(), ["nom", "email"]);
    ticked.set_checked(false);
    assert_eq!(read(), ["nom", "email", "presence-2024-01-10"]);
}

#[wasm_bindgen_test]
async fn the_static_page_goes_and_every_id_is_there_once() {
    let mut fixture = static_page();
    hand_over(&mut fixture).await;
    assert!(!fixture.has("[data-start]") && !fixture.has("font"));
    for id in ["page", "nom", "email", "presence-2024-01-09", "presence-2024-01-10"] {
        let found = document().query_selector_all(&format!("[id='{id}']")).unwrap();
        assert_eq!(found.length(), 1, "{id}");
    }
    assert_eq!(fixture.find::<HtmlInputElement>("#nom.jumeau").value(), "Zoé 🧢");
}

#[wasm_bindgen_test]
async fn the_field_that_takes_over_gets_focus_and_selection() {
    for (start, end, direction) in [(1, 3, "backward"), (0, 6, "forward"), (2, 2, "forward")] {
        let mut fixture = static_page();
        let field: HtmlInputElement = fixture.find("#nom");
        field.focus().unwrap();
        field.set_selection_range_with_direction(start, end, direction).unwrap();
        let before = field.selection_direction().unwrap();
        hand_over(&mut fixture).await;
        let twin: HtmlInputElement = fixture.find("#nom.jumeau:focus");
        assert_eq!(twin.selection_start(), Ok(Some(start)));
        assert_eq!(twin.selection_end(), Ok(Some(end)));
        assert_eq!(twin.selection_direction(), Ok(before), "{start} to {end}");
    }
}

#[wasm_bindgen_test]
async fn what_has_no_text_gives_its_focus_on_as_well() {
    // A link is known by where it leads.
    for selector in ["[id='presence-2024-01-10']", "a[href='#ailleurs']"] {
        let mut fixture = static_page();
        fixture.find::<HtmlElement>(selector).focus().unwrap();
        hand_over(&mut fixture).await;
        assert!(fixture.has(&format!("{selector}.jumeau:focus")), "{selector}");
    }
}

#[wasm_bindgen_test]
async fn a_focus_that_is_elsewhere_stays_there() {
    let elsewhere = Fixture::with_html("<button id='menu' type='button'>Menu</button>");
    let mut fixture = static_page();
    elsewhere.find::<HtmlElement>("#menu").focus().unwrap();
    hand_over(&mut fixture).await;
    assert_eq!(focused_id(), "menu");
    drop(fixture);
    // That of an element that an extension put there goes with the element.
    let mut fixture = static_page();
    fixture.find::<HtmlElement>("#remplir").focus().unwrap();
    hand_over(&mut fixture).await;
    assert_eq!(focused_id(), "");
}

#[wasm_bindgen_test]
async fn the_page_does_not_move_when_it_is_handed_over() {
    let mut fixture = static_page();
    fixture.find::<HtmlElement>("#nom").focus().unwrap();
    window().scroll_to_with_x_and_y(0.0, 700.0);
    let before = window().scroll_y().unwrap();
    assert!(before > 600.0, "the page is too short: {before}");
    hand_over(&mut fixture).await;
    let after = window().scroll_y().unwrap();
    assert!((after - before).abs() < 1.0, "from {before} to {after}");
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
fn where_the_build_wrote_no_fields_nothing_is_handed_over() {
    root().remove_attribute("data-taken-over").unwrap();
    let _fixture = Fixture::with_html("<input data-key='name' data-early-input value='intrus'>");
    let mut form = StaticForm::read();
    assert_eq!(form.take_inputs(), []);
    form.hand_over();
    // What is typed elsewhere on the page is the program’s affair all the same.
    assert!(root().has_attribute("data-taken-over"));
}

#[wasm_bindgen_test]
async fn a_composition_is_waited_for() {
    let mut context = Context::from_waker(Waker::noop());
    let is_ready = pin!(composition_end()).poll(&mut context);
    assert_eq!(is_ready, Poll::Ready(()), "nothing is composed");

    // Futures run once something was mounted.
    let _fixture = Fixture::new(|| ());
    root().set_attribute("data-composing", "").unwrap();
    let is_over = Rc::new(Cell::new(false));
    let over = Rc::clone(&is_over);
    let start = clock::now();
    spawn_local(async move {
        composition_end().await;
        over.set(true);
    });
    rendered().await;
    assert!(!is_over.get(), "the composition is running still");
    dispatch(&window(), "compositionend");
    wait_until("the composition is over", || is_over.get()).await;
    assert!(clock::now() - start < 3_000, "it was given up");
    root().remove_attribute("data-composing").unwrap();
}
