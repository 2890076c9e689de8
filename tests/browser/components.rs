//! Interface components, as a visitor meets them.

use bluehats::dom::{El, el};
use bluehats::platform::document as page;
use bluehats::ui::checkbox::checkbox;
use bluehats::ui::copying::{Copying, copy_button_in};
use bluehats::ui::error_summary::{SummaryEntry, error_summary};
use bluehats::ui::field::{Field, Remarks, TextKind, text_field};
use bluehats::ui::file_picker::file_picker;
use bluehats::ui::fold::fold;
use bluehats::ui::item_bar::{Place, item_bar};
use bluehats::ui::meter::meter;
use bluehats::ui::radio_group::radio_group;
use bluehats::ui::select::select;
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    DataTransfer, Element, File, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement,
};

use crate::stage::{Stage, Stub, document, function, object, wait_until};

fn attribute(element: &Element, name: &str) -> Option<String> {
    element.get_attribute(name)
}

#[wasm_bindgen_test]
async fn a_text_field_says_what_is_typed_and_what_is_wrong() {
    let typed = RwSignal::new(Vec::<String>::new());
    let [error, advice] = [RwSignal::new(None::<String>), RwSignal::new(None::<String>)];
    let value = RwSignal::new("avant".to_owned());
    let field = Field {
        id: "essai".to_owned(),
        hint: Some("Une aide"),
        is_required: true,
        ..Field::default()
    };
    let stage = Stage::new(move |place| {
        let on_input = move |text| typed.update(|all| all.push(text));
        let remarks = move || Remarks { error: error.get(), advice: advice.get() };
        place.child(text_field(&field, "Nom", move || value.get(), remarks, on_input))
    });
    tick().await;
    let input: HtmlInputElement = stage.find("input");
    assert_eq!(input.value(), "avant");
    assert_eq!(attribute(&stage.find("label"), "for").as_deref(), Some("essai"));
    assert_eq!(attribute(&input, "aria-describedby").as_deref(), Some("essai-aide"));
    assert_eq!(attribute(&input, "aria-required").as_deref(), Some("true"));
    assert_eq!(attribute(&input, "aria-invalid"), None);

    input.set_value(" tel quel \u{202e}");
    stage.dispatch("input", "input").await;
    assert_eq!(typed.get_untracked(), [" tel quel \u{202e}"]);

    error.set(Some("Il manque quelque chose".to_owned()));
    tick().await;
    assert_eq!(attribute(&input, "aria-invalid").as_deref(), Some("true"));
    let described_by = attribute(&input, "aria-describedby").unwrap();
    let words: Vec<_> = described_by
        .split(' ')
        .map(|id| document().get_element_by_id(id).unwrap().text_content().unwrap())
        .collect();
    assert_eq!(words, ["Une aide", "Il manque quelque chose"]);

    // It may be elsewhere on the page.
    advice.set(Some("ailleurs".to_owned()));
    tick().await;
    let described_by = attribute(&input, "aria-describedby");
    assert_eq!(described_by.as_deref(), Some("essai-aide essai-erreur ailleurs"));

    value.set("après".to_owned());
    tick().await;
    assert_eq!(input.value(), "après");
}

#[wasm_bindgen_test]
async fn a_field_for_paragraphs_keeps_its_lines() {
    let typed = RwSignal::new(String::new());
    let field = Field { id: "essai".to_owned(), kind: TextKind::Paragraphs, ..Field::default() };
    let stage = Stage::new(move |place| {
        let value = || "une\ndeux".to_owned();
        let on_input = move |text| typed.set(text);
        place.child(text_field(&field, "Attentes", value, Remarks::default, on_input))
    });
    tick().await;
    let area: HtmlTextAreaElement = stage.find("textarea");
    assert_eq!(area.value(), "une\ndeux");
    assert_eq!(attribute(&area, "aria-describedby"), None);
    area.set_value("une\n\ntrois");
    stage.dispatch("textarea", "input").await;
    assert_eq!(typed.get_untracked(), "une\n\ntrois");
}

/// An item that folds, with `field` in it, which may be one of several.
fn folding(place: RwSignal<Place>, field: impl Fn() -> El + 'static) -> Stage {
    Stage::new(move |stage| {
        stage
            .on("click", |event| page::name_pressed(event.target()))
            .child(fold("Objectif", move || place.get()).child(field()))
    })
}

#[wasm_bindgen_test]
async fn a_folded_item_says_which_one_it_is() {
    let place = RwSignal::new(Place { index: 1, count: 5 });
    let stage = folding(place, || el("textarea"));
    tick().await;
    let words = || stage.find::<HtmlElement>("summary").inner_text().replace('\u{a0}', " ");
    let area: HtmlTextAreaElement = stage.find("details[open] > textarea");
    assert_eq!(words(), "Objectif 2 sur 5");

    area.set_value("\n premier \nsecond");
    stage.click("summary").await;
    assert!(stage.has("details:not([open]) > textarea"));
    assert_eq!(words(), "Objectif 2 sur 5 – premier");
    place.set(Place { index: 0, count: 4 });
    tick().await;
    assert_eq!(words(), "Objectif 1 sur 4 – premier");
    area.set_value("");
    page::name_folded();
    assert_eq!(words(), "Objectif 1 sur 4");
    stage.click("summary").await;
    assert!(stage.has("details[open]"));
}

#[wasm_bindgen_test]
async fn an_item_in_sight_needs_no_name() {
    let place = RwSignal::new(Place { index: 0, count: 1 });
    let stage = folding(place, || el("input").id("dedans").attr("value", "texte"));
    tick().await;
    let line: Element = stage.find(".fold__line");
    let line = || line.text_content().unwrap();
    for _ in 0..2 {
        stage.click("summary").await;
        assert_eq!(line(), " – texte");
        stage.click("summary").await;
        assert_eq!(line(), "");
    }
    stage.click("summary").await;
    assert!(page::focus("dedans"));
    assert_eq!(line(), "");
}

#[wasm_bindgen_test]
async fn choices_say_which_one_is_chosen() {
    let chosen = RwSignal::new(1_usize);
    let ticked = RwSignal::new(false);
    let stage = Stage::new(move |place| {
        let words = ["un", "deux", "trois"];
        let (chosen_now, choose) = (move || chosen.get(), move |index| chosen.set(index));
        place
            .child(select("liste", "Type", words, chosen_now, choose))
            .child(radio_group("boutons", "Type", words.map(str::to_owned), chosen_now, choose))
            .child(checkbox(
                "case",
                "Présence",
                move || ticked.get(),
                move |is_ticked| ticked.set(is_ticked),
            ))
    });
    let list: HtmlSelectElement = stage.find("select");
    let third: HtmlInputElement = stage.find("#boutons-2");
    assert_eq!(list.selected_index(), 1);
    stage.click("#boutons-2").await;
    assert_eq!((list.selected_index(), chosen.get_untracked()), (2, 2));
    list.set_selected_index(0);
    stage.dispatch("select", "change").await;
    assert!(!third.checked() && stage.find::<HtmlInputElement>("#boutons-0").checked());
    stage.click("label[for=case]").await;
    assert!(ticked.get_untracked());
}

#[wasm_bindgen_test]
async fn the_same_file_can_be_picked_twice() {
    let picked = RwSignal::new(Vec::<String>::new());
    let stage = Stage::new(move |place| {
        let on_pick = move |file: File| picked.update(|all| all.push(file.name()));
        place.child(file_picker("fichier", "Choisir un fichier", ".json", on_pick))
    });
    let field: HtmlInputElement = stage.find("input[type=file]");
    assert_eq!(attribute(&stage.find("label"), "for").as_deref(), Some("fichier"));
    assert_eq!(attribute(&field, "accept").as_deref(), Some(".json"));
    for round in 1..=2 {
        let file = File::new_with_str_sequence(&Array::of1(&"{}".into()), "essai.json").unwrap();
        let transfer = DataTransfer::new().unwrap();
        transfer.items().add_with_file(&file).unwrap();
        field.set_files(transfer.files().as_ref());
        stage.dispatch("input", "change").await;
        assert_eq!(picked.get_untracked(), vec!["essai.json"; round]);
        // A browser says nothing when what is chosen is what was chosen before.
        assert_eq!((field.value().as_str(), field.files().unwrap().length()), ("", 0));
    }
    stage.dispatch("input", "change").await;
    assert_eq!(picked.read_untracked().len(), 2, "nothing was chosen");
}

#[wasm_bindgen_test]
async fn an_item_cannot_be_moved_beyond_the_ends_of_its_list() {
    let place = RwSignal::new(Place { index: 0, count: 2 });
    let moves = RwSignal::new(Vec::<usize>::new());
    let stage = Stage::new(move |root| {
        let name = || "l’objectif 1".to_owned();
        let on_move = move |to| moves.update(|all| all.push(to));
        root.child(item_bar("objectif-1", name, move || place.get(), on_move, || ()))
    });
    let up: Element = stage.find("#objectif-1-monter");
    assert_eq!(up.text_content().as_deref(), Some("Monter l’objectif 1"));
    assert_eq!(attribute(&up, "aria-disabled").as_deref(), Some("true"));
    stage.click("#objectif-1-monter").await;
    assert!(moves.read_untracked().is_empty());
    stage.click("#objectif-1-descendre").await;
    assert_eq!(moves.get_untracked(), [1]);

    place.set(Place { index: 1, count: 2 });
    tick().await;
    assert_eq!(attribute(&up, "aria-disabled"), None);
    stage.click("#objectif-1-descendre").await;
    stage.click("#objectif-1-monter").await;
    assert_eq!(moves.get_untracked(), [1, 0]);
}

#[wasm_bindgen_test]
async fn an_error_summary_leads_to_what_must_be_mended() {
    let followed = RwSignal::new(Vec::new());
    let stage = Stage::new(move |place| {
        let entries =
            vec![SummaryEntry { text: "Il manque un nom".to_owned(), href: "#nom".to_owned() }];
        place.child(error_summary("À compléter", entries, move |href| {
            followed.update(|all: &mut Vec<String>| all.push(href.to_owned()));
            true
        }))
    });
    let hash = || document().location().unwrap().hash().unwrap();
    let before = hash();
    assert!(stage.has("[aria-labelledby=resume-titre] #resume-titre"));
    stage.click("a[href='#nom']").await;
    assert_eq!(followed.get_untracked(), ["#nom"]);
    assert_eq!(hash(), before, "the browser went there as well");
}

#[wasm_bindgen_test]
fn a_meter_says_in_words_what_it_shows() {
    for (value, words) in [
        (1_423, "Longueur\u{a0}: 1\u{202f}423 caractères sur 1\u{202f}800"),
        // A browser's bar is full at its limit.
        (5_000, "Longueur\u{a0}: 5\u{202f}000 caractères sur 1\u{202f}800"),
    ] {
        let stage = Stage::new(move |place| {
            place.child(meter("jauge", "Longueur", "caractères", value, 1_800))
        });
        let label: Element = stage.find("label[for=jauge]");
        assert_eq!(label.text_content().as_deref(), Some(words));
        let meter: Element = stage.find("meter#jauge");
        let shown = Reflect::get(&meter, &"value".into()).unwrap();
        assert_eq!(shown, JsValue::from(value.min(1_800)));
    }
}

/// A button that copies a text of two lines.
fn copy_button() -> Stage {
    Stage::new(|place| {
        let text = "été 🧢\n> deux".into();
        let copying = Copying::new("texte", "Message", TextKind::Paragraphs, "Copié", text);
        copy_button_in(place, "Copier le message", copying)
    })
}

fn said(stage: &Stage) -> String {
    stage.find::<Element>("[role=status]").text_content().unwrap()
}

#[wasm_bindgen_test]
async fn a_copied_text_is_said_to_be_copied() {
    let clipboard = object(&[("writeText", &function("text", "this.text = text"))]);
    let stub = Stub::new("clipboard", &clipboard);
    let stage = copy_button();
    assert_eq!(said(&stage), "");
    for _ in 0..2 {
        Reflect::delete_property(&clipboard, &"text".into()).unwrap();
        stage.click("button").await;
        wait_until("it is said", || said(&stage) == "Copié").await;
        let text = Reflect::get(&clipboard, &"text".into()).unwrap();
        assert_eq!(text.as_string().as_deref(), Some("été 🧢\n> deux"));
        assert!(!stage.has("textarea"));
    }
    drop(stub);
}

#[wasm_bindgen_test]
async fn a_text_that_cannot_be_copied_is_shown_selected() {
    let rejects = object(&[("writeText", &function("text", "return Promise.reject('no')"))]);
    for clipboard in [&JsValue::UNDEFINED, &rejects] {
        let stub = Stub::new("clipboard", clipboard);
        let stage = copy_button();
        stage.click("button").await;
        wait_until("the text is shown", || stage.has("textarea:focus")).await;
        let area: HtmlTextAreaElement = stage.find("textarea");
        assert!(area.read_only() && area.value() == "été 🧢\n> deux");
        let selection = (area.selection_start().unwrap(), area.selection_end().unwrap());
        assert_eq!(selection, (Some(0), Some(13)));
        assert_eq!(stage.find::<Element>("label[for=texte]").text_content().unwrap(), "Message");
        let hint: Element = stage.find("#texte-aide");
        assert!(hint.text_content().unwrap().contains("Ctrl+C"));
        assert_eq!(attribute(&area, "aria-describedby").as_deref(), Some("texte-aide"));
        assert_eq!(said(&stage), "");
        drop(stub);
    }
}

#[wasm_bindgen_test]
async fn a_line_that_cannot_be_copied_is_shown_on_a_line() {
    let stub = Stub::new("clipboard", &JsValue::UNDEFINED);
    let stage = Stage::new(|place| {
        let copying = Copying::new("texte", "Adresse", TextKind::Line, "Copié", "a@b.fr".into());
        copy_button_in(place, "Copier l’adresse", copying)
    });
    stage.click("button").await;
    wait_until("the text is shown", || stage.has("input:focus")).await;
    let input: HtmlInputElement = stage.find("input");
    assert!(input.read_only() && input.value() == "a@b.fr");
    let selection = (input.selection_start().unwrap(), input.selection_end().unwrap());
    assert_eq!(selection, (Some(0), Some(6)));
    drop(stub);
}

#[wasm_bindgen_test]
async fn a_row_stays_the_same_element_wherever_it_goes() {
    let keys = RwSignal::new(vec![1_u32, 2, 3]);
    let ended = RwSignal::new(Vec::<u32>::new());
    let stage = Stage::new(move |place| {
        let row = move |key: u32| {
            on_cleanup(move || ended.update(|all| all.push(key)));
            el("input").id(&format!("rang-{key}"))
        };
        place.text("avant").each(move || keys.get(), row).child(el("hr"))
    });
    let order = || {
        let rows = document().query_selector_all("[id^=rang-], hr").unwrap();
        let tag = |index| rows.get(index).unwrap().unchecked_into::<Element>().id();
        (0..rows.length()).map(tag).collect::<Vec<_>>()
    };
    assert_eq!(order(), ["rang-1", "rang-2", "rang-3", ""]);
    let second: HtmlInputElement = stage.find("#rang-2");
    second.set_value("tapé");

    for (new, want) in [
        (vec![3, 1, 2], vec!["rang-3", "rang-1", "rang-2", ""]),
        (vec![2, 4, 3], vec!["rang-2", "rang-4", "rang-3", ""]),
        (vec![2], vec!["rang-2", ""]),
    ] {
        keys.set(new);
        tick().await;
        assert_eq!(order(), want);
        assert_eq!(stage.find::<HtmlInputElement>("#rang-2").value(), "tapé");
    }
    let mut ended = ended.get_untracked();
    ended.sort_unstable();
    assert_eq!(ended, [1, 3, 4]);
}

#[wasm_bindgen_test]
async fn what_was_made_anew_hears_and_follows_no_more() {
    let (part, word) = (RwSignal::new(0_u32), RwSignal::new("un".to_owned()));
    let (runs, presses) = (RwSignal::new(0_u32), RwSignal::new(Vec::<u32>::new()));
    let stage = Stage::new(move |place| {
        place.dynamic(move || {
            let part = part.get();
            let words = move || {
                runs.update_untracked(|runs| *runs += 1);
                word.get()
            };
            let press = move |_| presses.update(|all| all.push(part));
            (part < 2).then(|| el("button").live_text(words).on("click", press))
        })
    });
    let old: HtmlInputElement = stage.find::<Element>("button").unchecked_into();
    part.set(1);
    tick().await;
    assert_eq!(runs.get_untracked(), 2);
    word.set("deux".to_owned());
    tick().await;
    assert_eq!(stage.find::<Element>("button").text_content().as_deref(), Some("deux"));
    assert_eq!(runs.get_untracked(), 3, "the part that is gone was written again");
    old.click();
    stage.click("button").await;
    assert_eq!(presses.get_untracked(), [1]);
    part.set(2);
    tick().await;
    assert!(!stage.has("button"));
}

#[wasm_bindgen_test]
async fn what_stands_in_the_page_is_taken_over_with_focus_and_text() {
    let typed = RwSignal::new(Vec::<String>::new());
    let notice = RwSignal::new(true);
    let stage = Stage::new(move |place| {
        // As the build writes it: with white space, and without what changes.
        let start = "<p>Bonjour</p>\n<div class='field'>\n<label for='essai'>Nom</label>\n\
            <input id='essai' data-early-input='' value='tap'></div>\n<p class='rest'>Reste</p>";
        place.element().set_inner_html(start);
        let input: HtmlInputElement =
            place.element().query_selector("input").unwrap().unwrap().unchecked_into();
        input.set_value("tapé");
        input.focus().unwrap();
        input.set_selection_range(2, 3).unwrap();
        let start = place.element().clone();
        let field = Field { id: "essai".to_owned(), ..Field::default() };
        El::from(start).taken_over(move || {
            let text = move || typed.with(|all| all.last().cloned().unwrap_or_default());
            el("div")
                .child(el("p").text("Bonjour"))
                // New, although there is a `p` further on.
                .dynamic(move || notice.get().then(|| el("p").text("Avis")))
                .child(text_field(&field, "Nom", text, Remarks::default, move |text| {
                    typed.update_untracked(|all| all.push(text));
                }))
                .child(el("hr"))
        })
    });
    let input: HtmlInputElement = stage.find("input:focus");
    assert_eq!(typed.get_untracked(), ["tapé"]);
    assert_eq!(input.value(), "tapé");
    assert_eq!((input.selection_start(), input.selection_end()), (Ok(Some(2)), Ok(Some(3))));
    let root = stage.find::<Element>("div.field").parent_element().unwrap();
    let tags = || {
        let children = root.children();
        (0..children.length()).map(|at| children.item(at).unwrap().local_name()).collect::<Vec<_>>()
    };
    assert_eq!(tags(), ["p", "p", "div", "hr"], "what was left over goes");
    assert!(!stage.has(".rest"));
    assert_eq!(stage.find::<Element>("label").text_content().as_deref(), Some("Nom"));
    notice.set(false);
    tick().await;
    assert_eq!(tags(), ["p", "div", "hr"]);
    input.set_value("tapé encore");
    stage.dispatch("input", "input").await;
    assert_eq!(typed.get_untracked(), ["tapé", "tapé encore"]);
    assert_eq!(attribute(&input, "data-early-input"), None);
}
