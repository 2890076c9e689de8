//! Interface components, as a visitor meets them.

use bluehats::platform::page;
use bluehats::ui::{
    Alert, Button, Checkbox, CollapsibleItem, CopyButton, CopyGroup, Copying, ErrorSummary,
    FilePicker, RadioGroup, Select, Severity, SummaryEntry, TextField, TextKind,
};
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    DataTransfer, Element, File, HtmlElement, HtmlInputElement, HtmlSelectElement,
    HtmlTextAreaElement,
};

use crate::fixture::{Fixture, Stub, dispatch, document, focused_id, function, object, wait_until};

fn attribute(element: &Element, name: &str) -> Option<String> {
    element.get_attribute(name)
}

fn text(fixture: &Fixture, selector: &str) -> String {
    fixture.find::<Element>(selector).text_content().unwrap()
}

#[wasm_bindgen_test]
async fn a_text_field_says_what_is_typed_and_what_is_wrong() {
    let typed = RwSignal::new(Vec::<String>::new());
    let [error, advice] = [RwSignal::new(None::<String>), RwSignal::new(None::<String>)];
    let value = RwSignal::new("avant".to_owned());
    let fixture = Fixture::new(move || {
        view! {
            <TextField
                id="essai"
                label="Nom"
                value
                on_input=move |text: String| typed.update(|all| all.push(text))
                error
                advice_id=advice
                hint=Some("Une aide")
                is_required=true
            />
        }
    });
    tick().await;
    let input: HtmlInputElement = fixture.find("input");
    assert_eq!(input.value(), "avant");
    assert_eq!(attribute(&fixture.find("label"), "for").as_deref(), Some("essai"));
    assert_eq!(attribute(&input, "aria-describedby").as_deref(), Some("essai-aide"));
    assert_eq!(attribute(&input, "aria-required").as_deref(), Some("true"));
    assert_eq!(attribute(&input, "aria-invalid"), None);

    input.set_value(" tel quel \u{202e}");
    fixture.dispatch("input", "input").await;
    assert_eq!(typed.get_untracked(), [" tel quel \u{202e}"]);

    input.focus().unwrap();
    input.set_selection_range(1, 4).unwrap();
    error.set(Some("Il manque quelque chose".to_owned()));
    tick().await;
    assert_eq!(attribute(&input, "aria-invalid").as_deref(), Some("true"));
    let described_by = attribute(&input, "aria-describedby").unwrap();
    let words: Vec<_> = described_by
        .split(' ')
        .map(|id| document().get_element_by_id(id).unwrap().text_content().unwrap())
        .collect();
    assert_eq!(words, ["Une aide", "Erreur\u{a0}: Il manque quelque chose"]);
    // Colour and place say to others that it is an error.
    assert_eq!(text(&fixture, "#essai-erreur > .visually-hidden"), "Erreur\u{a0}: ");
    // Whoever is typing is not disturbed.
    assert_eq!((focused_id().as_str(), input.value().as_str()), ("essai", " tel quel \u{202e}"));
    assert_eq!((input.selection_start(), input.selection_end()), (Ok(Some(1)), Ok(Some(4))));

    // It may be elsewhere on the page.
    advice.set(Some("ailleurs".to_owned()));
    tick().await;
    let described_by = attribute(&input, "aria-describedby");
    assert_eq!(described_by.as_deref(), Some("essai-aide essai-erreur ailleurs"));

    error.set(None);
    tick().await;
    assert_eq!(attribute(&input, "aria-invalid"), None);
    assert_eq!(attribute(&input, "aria-describedby").as_deref(), Some("essai-aide ailleurs"));
    assert!(!fixture.has("#essai-erreur"));

    value.set("après".to_owned());
    tick().await;
    assert_eq!(input.value(), "après");
}

#[wasm_bindgen_test]
async fn a_field_for_paragraphs_keeps_its_lines() {
    let typed = RwSignal::new(String::new());
    let fixture = Fixture::new(move || {
        view! {
            <TextField
                id="essai"
                label="Attentes"
                value="une\ndeux"
                on_input=move |text: String| typed.set(text)
                kind=TextKind::Paragraphs
            />
        }
    });
    tick().await;
    let area: HtmlTextAreaElement = fixture.find("textarea");
    assert_eq!(area.value(), "une\ndeux");
    assert_eq!(attribute(&area, "aria-describedby"), None);
    area.set_value("une\n\ntrois");
    fixture.dispatch("textarea", "input").await;
    assert_eq!(typed.get_untracked(), "une\n\ntrois");
}

/// An item in a list of `count`, as its signals say.
struct ItemState {
    position: RwSignal<(usize, usize)>,
    summary: RwSignal<String>,
    is_folded: RwSignal<bool>,
    /// What was asked for, in order.
    asked: RwSignal<Vec<String>>,
}

fn item() -> (Fixture, ItemState) {
    let state = ItemState {
        position: RwSignal::new((0, 2)),
        summary: RwSignal::new("premier".to_owned()),
        is_folded: RwSignal::new(false),
        asked: RwSignal::new(Vec::new()),
    };
    let ItemState { position, summary, is_folded, asked } = state;
    let fixture = Fixture::new(move || {
        let ask = move |what: String| asked.update(|all| all.push(what));
        view! {
            <CollapsibleItem
                id="objectif-1"
                label="Objectif 1"
                name="l’objectif 1"
                summary
                position
                is_folded
                on_fold=move |fold: bool| is_folded.set(fold)
                on_move=move |to: usize| ask(format!("move to {to}"))
                on_remove=move |()| ask("remove".to_owned())
            >
                <textarea></textarea>
            </CollapsibleItem>
        }
    });
    (fixture, state)
}

#[wasm_bindgen_test]
async fn a_folded_item_says_what_is_in_it() {
    let (fixture, state) = item();
    tick().await;
    let area: HtmlTextAreaElement = fixture.find("#objectif-1-contenu textarea");
    area.set_value("tapé");
    assert!(fixture.has("#objectif-1-plier[aria-expanded=true][aria-controls=objectif-1-contenu]"));
    fixture.click("#objectif-1-plier").await;
    assert!(fixture.has("#objectif-1-plier[aria-expanded=false]"));
    assert!(fixture.has("#objectif-1-contenu[hidden=until-found]"));
    assert_eq!(text(&fixture, "#objectif-1-plier"), "Objectif 1 premier");
    state.summary.set("second".to_owned());
    tick().await;
    assert_eq!(text(&fixture, "#objectif-1-plier"), "Objectif 1 second");
    assert!(state.is_folded.get_untracked(), "news unfold nothing");
    // As a browser does that has found something in it.
    fixture.dispatch("#objectif-1-contenu", "beforematch").await;
    assert!(!fixture.has("#objectif-1-contenu[hidden]"));
    assert_eq!(fixture.find::<HtmlTextAreaElement>("textarea").value(), "tapé");
}

#[wasm_bindgen_test]
async fn the_row_of_an_item_is_one_stop() {
    let (fixture, state) = item();
    tick().await;
    let stops = || {
        let buttons = fixture
            .find_all("[role=toolbar] button[tabindex='0'], [role=toolbar] button:not([tabindex])");
        buttons.iter().map(Element::id).collect::<Vec<_>>()
    };
    assert_eq!(stops(), ["objectif-1-plier"]);
    fixture.find::<HtmlElement>("#objectif-1-supprimer").focus().unwrap();
    assert_eq!(stops(), ["objectif-1-supprimer"]);
    fixture.find::<HtmlElement>("textarea").focus().unwrap();
    assert_eq!(stops(), ["objectif-1-plier"]);
    // Alone in its list it is not moved.
    state.position.set((0, 1));
    tick().await;
    assert!(!fixture.has("#objectif-1-monter") && !fixture.has("#objectif-1-descendre"));
}

#[wasm_bindgen_test]
async fn choices_say_which_one_is_chosen() {
    let chosen = RwSignal::new(1_usize);
    let ticked = RwSignal::new(false);
    let fixture = Fixture::new(move || {
        let words = [(0_usize, "un"), (1, "deux"), (2, "trois")];
        let options = words.map(|(index, label)| (index, label.to_owned())).to_vec();
        let shown = move || chosen.get();
        let choose = move |index: usize| chosen.set(index);
        view! {
            <Select
                id="liste"
                label="Type"
                options=options.clone()
                chosen=shown
                on_change=choose
            />
            <RadioGroup
                name="boutons"
                legend="Type"
                options
                chosen=shown
                on_change=choose
            />
            <Checkbox
                id="case"
                label="Présence"
                checked=ticked
                on_change=move |is_ticked: bool| ticked.set(is_ticked)
            />
        }
    });
    tick().await;
    let list: HtmlSelectElement = fixture.find("select");
    let third: HtmlInputElement = fixture.find("#boutons-2");
    assert_eq!(list.selected_index(), 1);
    fixture.click("#boutons-2").await;
    assert_eq!((list.selected_index(), chosen.get_untracked()), (2, 2));
    list.set_selected_index(0);
    fixture.dispatch("select", "change").await;
    assert!(!third.checked() && fixture.find::<HtmlInputElement>("#boutons-0").checked());
    fixture.click("label[for=case]").await;
    assert!(ticked.get_untracked());
}

#[wasm_bindgen_test]
async fn groups_of_radio_buttons_know_nothing_of_each_other() {
    let chosen = [RwSignal::new(0_usize), RwSignal::new(0)];
    let fixture = Fixture::new(move || {
        let group = |(name, chosen): (&'static str, RwSignal<usize>)| {
            let options = vec![(0_usize, "un".to_owned()), (1, "deux".to_owned())];
            let on_change = move |index: usize| chosen.set(index);
            let chosen = move || chosen.get();
            view! { <RadioGroup name legend="Type" options chosen on_change /> }
        };
        ["genre-1", "genre-2"].into_iter().zip(chosen).map(group).collect_view()
    });
    tick().await;
    let mut ids: Vec<_> = fixture.find_all("[id]").iter().map(Element::id).collect();
    ids.sort();
    assert_eq!(ids, ["genre-1-0", "genre-1-1", "genre-2-0", "genre-2-1"]);
    fixture.click("label[for=genre-2-1]").await;
    assert_eq!(chosen.map(|chosen| chosen.get_untracked()), [0, 1]);
    for id in ["#genre-1-0", "#genre-2-1"] {
        assert!(fixture.find::<HtmlInputElement>(id).checked(), "{id}");
    }
}

#[wasm_bindgen_test]
async fn the_same_file_can_be_picked_twice() {
    let picked = RwSignal::new(Vec::<String>::new());
    let on_pick =
        move |files: Vec<File>| picked.update(|all| all.extend(files.iter().map(File::name)));
    let fixture = Fixture::new(move || {
        view! { <FilePicker id="fichier" label="Choisir un fichier" accept=".json" on_pick /> }
    });
    let field: HtmlInputElement = fixture.find("input[type=file]");
    assert_eq!(attribute(&fixture.find("label"), "for").as_deref(), Some("fichier"));
    assert_eq!(attribute(&field, "accept").as_deref(), Some(".json"));
    for round in 1..=2 {
        let file = File::new_with_str_sequence(&Array::of1(&"{}".into()), "essai.json").unwrap();
        let transfer = DataTransfer::new().unwrap();
        transfer.items().add_with_file(&file).unwrap();
        field.set_files(transfer.files().as_ref());
        fixture.dispatch("input", "change").await;
        assert_eq!(picked.get_untracked(), vec!["essai.json"; round]);
        // A browser says nothing when what is chosen is what was chosen before.
        assert_eq!((field.value().as_str(), field.files().unwrap().length()), ("", 0));
    }
    fixture.dispatch("input", "change").await;
    assert_eq!(picked.read_untracked().len(), 2, "nothing was chosen");
}

#[wasm_bindgen_test]
async fn an_item_cannot_be_moved_beyond_the_ends_of_its_list() {
    let (fixture, state) = item();
    tick().await;
    let up: HtmlElement = fixture.find("#objectif-1-monter");
    assert_eq!(up.text_content().as_deref(), Some("Monter l’objectif 1"));
    assert_eq!(attribute(&up, "aria-disabled").as_deref(), Some("true"));
    fixture.click("#objectif-1-monter").await;
    assert!(state.asked.read_untracked().is_empty());
    fixture.click("#objectif-1-descendre").await;
    assert_eq!(state.asked.get_untracked(), ["move to 1"]);
    // What is moved in the page loses the focus.
    wait_until("the button has the focus", || focused_id() == "objectif-1-descendre").await;

    state.position.set((1, 2));
    tick().await;
    assert_eq!(attribute(&up, "aria-disabled"), None);
    fixture.click("#objectif-1-descendre").await;
    fixture.click("#objectif-1-monter").await;
    wait_until("the button has the focus", || focused_id() == "objectif-1-monter").await;
    fixture.click("#objectif-1-supprimer").await;
    assert_eq!(state.asked.get_untracked(), ["move to 1", "move to 0", "remove"]);
}

#[wasm_bindgen_test]
async fn a_button_that_has_nothing_left_to_do_keeps_the_focus() {
    let is_idle = RwSignal::new(false);
    let presses = RwSignal::new(0);
    let fixture = Fixture::new(move || {
        let on_press = move |()| {
            presses.update(|presses| *presses += 1);
            is_idle.set(true);
        };
        view! { <Button label="Annuler" id="annuler" is_idle on_press /> }
    });
    fixture.find::<HtmlElement>("#annuler").focus().unwrap();
    for _ in 0..2 {
        fixture.click("#annuler").await;
        assert!(fixture.has("#annuler[aria-disabled=true]:focus"));
        assert_eq!(presses.get_untracked(), 1);
    }
}

#[wasm_bindgen_test]
async fn only_what_went_wrong_interrupts_a_screen_reader() {
    // What screen readers follow stands in the page before anything is said.
    let region = Fixture::with_html("<p id='annonce-vocale' role='status'></p>");
    for (severity, is_silent, title, role, is_said) in [
        (Severity::Info, false, "Une information", None, true),
        (Severity::Warning, false, "Attention", None, true),
        (Severity::Error, false, "Une erreur", Some("alert"), false),
        (Severity::Warning, true, "Attention sans voix", None, false),
        (Severity::Error, true, "Une erreur sans voix", None, false),
    ] {
        let fixture = Fixture::new(move || {
            view! { <Alert severity title is_silent><p>"Une suite"</p></Alert> }
        });
        let alert: Element = fixture.find(".alert");
        assert_eq!(attribute(&alert, "role").as_deref(), role);
        assert_eq!(alert.text_content(), Some(format!("{title}Une suite")));
        // The end of what is said before, if anything is.
        page::announce("Fin");
        let said = || text(&region, "#annonce-vocale");
        wait_until("it is said", || said().ends_with("Fin")).await;
        let want = if is_said { format!("{title} Fin") } else { "Fin".to_owned() };
        assert_eq!(said(), want);
    }
}

#[wasm_bindgen_test]
async fn an_error_summary_leads_to_what_must_be_mended() {
    let entry = |text: &str| SummaryEntry { text: text.to_owned(), href: "#nom".to_owned() };
    let entries = RwSignal::new(vec![entry("Il manque un nom")]);
    let fixture = Fixture::new(move || {
        view! {
            <ErrorSummary title="À compléter" entries />
            <input id="nom" />
        }
    });
    let hash = || document().location().unwrap().hash().unwrap();
    let before = hash();
    assert!(fixture.has("[aria-labelledby=resume-titre] #resume-titre"));
    fixture.click("a[href='#nom']").await;
    assert_eq!(focused_id(), "nom");
    assert_eq!(hash(), before, "the browser went there as well");
    entries.set(vec![entry("Le nom est trop long")]);
    tick().await;
    assert_eq!(text(&fixture, "ul"), "Le nom est trop long");
    // What is in another page is the browser's affair.
    fixture.find::<Element>("#nom").remove();
    assert!(!dispatch(&fixture.find::<Element>("a"), "click"), "nothing goes there");
}

/// A text of this group.
fn copying(group: CopyGroup, id: &'static str, kind: TextKind, text: &str) -> Copying {
    let text = StoredValue::new(text.to_owned());
    Copying { group, id, name: "Message", kind, done: "Copié", text }
}

/// A button that copies a text of two lines.
fn copy_button() -> Fixture {
    Fixture::new(|| {
        let text = "été 🧢\n> deux";
        let copying = copying(CopyGroup::default(), "texte", TextKind::Paragraphs, text);
        view! { <CopyButton label="Copier le message" copying /> }
    })
}

fn said(fixture: &Fixture) -> String {
    text(fixture, "[role=status]")
}

#[wasm_bindgen_test]
async fn a_copied_text_is_said_to_be_copied() {
    let clipboard = object(&[("writeText", &function("text", "this.text = text"))]);
    let stub = Stub::new("clipboard", &clipboard);
    let fixture = copy_button();
    assert_eq!(said(&fixture), "");
    for _ in 0..2 {
        Reflect::delete_property(&clipboard, &"text".into()).unwrap();
        fixture.click("button").await;
        wait_until("it is said", || said(&fixture) == "Copié").await;
        let text = Reflect::get(&clipboard, &"text".into()).unwrap();
        assert_eq!(text.as_string().as_deref(), Some("été 🧢\n> deux"));
        assert!(!fixture.has("textarea"));
    }
    drop(stub);
}

#[wasm_bindgen_test]
async fn only_the_last_copy_stands() {
    let clipboard = object(&[("writeText", &function("text", "this.text = text"))]);
    let stub = Stub::new("clipboard", &clipboard);
    let fixture = Fixture::new(|| {
        let copies = CopyGroup::default();
        let copy = |id: &'static str| copying(copies, id, TextKind::Line, id);
        view! {
            <p id="un"><CopyButton label="Un" copying=copy("a") /></p>
            <p id="deux"><CopyButton label="Deux" copying=copy("b") /></p>
        }
    });
    for (copied, other) in [("#un", "#deux"), ("#deux", "#un"), ("#un", "#deux")] {
        fixture.click(&format!("{copied} button")).await;
        let said = |place: &str| text(&fixture, &format!("{place} [role=status]"));
        wait_until("it is said", || said(copied) == "Copié").await;
        assert_eq!(said(other), "");
    }
    drop(stub);
}

#[wasm_bindgen_test]
async fn a_text_that_cannot_be_copied_is_shown_selected() {
    let rejects = object(&[("writeText", &function("text", "return Promise.reject('no')"))]);
    for clipboard in [&JsValue::UNDEFINED, &rejects] {
        let stub = Stub::new("clipboard", clipboard);
        let fixture = copy_button();
        fixture.click("button").await;
        wait_until("the text is shown", || fixture.has("textarea:focus")).await;
        let area: HtmlTextAreaElement = fixture.find("textarea");
        assert!(area.read_only() && area.value() == "été 🧢\n> deux");
        let selection = (area.selection_start().unwrap(), area.selection_end().unwrap());
        assert_eq!(selection, (Some(0), Some(13)));
        assert_eq!(text(&fixture, "label[for=texte]"), "Message");
        assert!(text(&fixture, "#texte-aide").contains("Ctrl+C"));
        assert_eq!(attribute(&area, "aria-describedby").as_deref(), Some("texte-aide"));
        assert_eq!(said(&fixture), "");
        drop(stub);
    }
}

#[wasm_bindgen_test]
async fn a_line_that_cannot_be_copied_is_shown_on_a_line() {
    let stub = Stub::new("clipboard", &JsValue::UNDEFINED);
    let fixture = Fixture::new(|| {
        let copying = copying(CopyGroup::default(), "texte", TextKind::Line, "a@b.fr");
        view! { <CopyButton label="Copier l’adresse" copying /> }
    });
    fixture.click("button").await;
    wait_until("the text is shown", || fixture.has("input:focus")).await;
    let input: HtmlInputElement = fixture.find("input");
    assert!(input.read_only() && input.value() == "a@b.fr");
    let selection = (input.selection_start().unwrap(), input.selection_end().unwrap());
    assert_eq!(selection, (Some(0), Some(6)));
    drop(stub);
}
