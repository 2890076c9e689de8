//! What a visitor does and sees, in the words of the pages.
//!
//! Fields, buttons and links are found by what visitors call them: their labels and legends, in
//! which any white space counts as a space. They are waited for, so a journey need not know how
//! long a page takes.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use fantoccini::wd::{WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, Locator};
use http::Method;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::browser::{Browser, Condition, Engine};
use crate::message::Message;
use crate::site::Site;
use crate::wait::{wait_for, wait_to_be, wait_until};

/// Where the app keeps the draft.
pub const KEY: &str = "bluehats-participation";

/// Somebody with a browser, on a site.
#[derive(Clone, Debug)]
pub struct Visitor<'a> {
    client: Client,
    engine: Engine,
    site: &'a Site,
}

/// Where something stands: its own name, behind the legends of the groups that it is in.
pub type Place<'a> = &'a [&'a str];

impl Browser {
    /// A visitor of `site`, who has opened no page yet.
    ///
    /// # Errors
    /// When the browser does not start.
    pub async fn visitor<'a>(
        &self,
        condition: Condition<'_>,
        site: &'a Site,
    ) -> Result<Visitor<'a>> {
        Ok(Visitor { client: self.open(condition).await?, engine: self.engine(), site })
    }
}

/// Going from page to page.
impl Visitor<'_> {
    /// Opens the page at `path` by its address.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn open(&self, path: &str) -> Result<()> {
        Ok(self.client.goto(&self.site.address(path)).await?)
    }

    /// Opens the page at `path` by its address, and waits until the app has started in it.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn open_app(&self, path: &str) -> Result<()> {
        self.open(path).await?;
        self.wait_for_app().await
    }

    /// Loads the page again, and waits until the app has started in it.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn reload(&self) -> Result<()> {
        // As the visitor's own button does: the driver's command goes past the service worker in
        // Firefox.
        self.reloads_by(async || {
            self.see("setTimeout(() => location.reload())").await?;
            Ok(())
        })
        .await
    }

    /// Does what has the page loaded again, and waits until the app has started in it: what is found
    /// in the page before is gone a moment later.
    ///
    /// # Errors
    /// When it cannot be done, the page stays, or the app does not start.
    pub async fn reloads_by(&self, act: impl AsyncFnOnce() -> Result<()>) -> Result<()> {
        self.see("window.isOld = true").await?;
        act().await?;
        wait_until("the page is loaded again", async || {
            Ok(self.see("return 'isOld' in window").await? == false)
        })
        .await?;
        self.wait_for_app().await
    }

    async fn wait_for_app(&self) -> Result<()> {
        let started = wait_until("the app has started", async || {
            Ok(self.see("return 'wasmBindings' in window").await? == true)
        })
        .await;
        if started.is_err() {
            // Only Chromium says more.
            let errors = self.console_errors().await.unwrap_or_default();
            return started.with_context(|| format!("the console says {errors:?}"));
        }
        Ok(())
    }

    /// Closes the browser: drivers bear with one or with several at a time.
    ///
    /// # Errors
    /// When it does not close.
    pub async fn close_browser(self) -> Result<()> {
        Ok(self.client.close().await?)
    }

    /// Opens another window of the same browser and goes there; gives the one that was left.
    ///
    /// # Errors
    /// When the browser opens none.
    pub async fn go_to_another_window(&self) -> Result<WindowHandle> {
        let left = self.client.window().await?;
        let other = self.client.new_window(false).await?.handle;
        self.go_to_window(&other).await?;
        Ok(left)
    }

    /// Goes to a window that is open.
    ///
    /// # Errors
    /// When it was closed.
    pub async fn go_to_window(&self, window: &WindowHandle) -> Result<()> {
        Ok(self.client.switch_to_window(window.clone()).await?)
    }

    /// Goes one page back.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn back(&self) -> Result<()> {
        Ok(self.client.back().await?)
    }

    /// Goes one page forward.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn forward(&self) -> Result<()> {
        Ok(self.client.forward().await?)
    }

    /// Follows the link with this name.
    ///
    /// # Errors
    /// When there is not exactly one.
    pub async fn follow(&self, link: &str) -> Result<()> {
        self.click(&self.find("link", &[link]).await?).await
    }

    /// Follows the first link with this name, where there may be others.
    ///
    /// # Errors
    /// When there is none.
    pub async fn follow_first(&self, link: &str) -> Result<()> {
        let script = "
            const found = named.link(document).find(([name]) => name === words(arguments[0]));
            return found ? found[1] : null";
        let link = wait_for(&format!("a link « {link} »"), async || {
            self.element(self.see_with(script, &[json!(link)]).await?)
        })
        .await?;
        self.click(&link).await
    }

    /// Follows a link of the list under this title, counted from 0.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn follow_nth_under(&self, title: &str, index: usize) -> Result<()> {
        let script = "
            const list = all(document, 'section').find((section) =>
                words(section.querySelector('h2')?.textContent) === words(arguments[0]));
            return (list && all(list, 'a[href]')[arguments[1]]) ?? null";
        let arguments = [json!(title), json!(index)];
        let link = wait_for(&format!("link {index} under « {title} »"), async || {
            self.element(self.see_with(script, &arguments).await?)
        })
        .await?;
        self.click(&link).await
    }

    /// Follows a link of the header's navigation.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn follow_in_header(&self, link: &str) -> Result<()> {
        let script = "return all(document, 'nav a').find((a) => words(a.textContent) === words(arguments[0])) ?? null";
        let link = wait_for(&format!("« {link} » in the header"), async || {
            self.element(self.see_with(script, &[json!(link)]).await?)
        })
        .await?;
        self.click(&link).await
    }

    /// Goes to « Sauvegarde et reprise » by the link of the footer.
    ///
    /// # Errors
    /// When it is not there.
    pub async fn go_to_backup(&self) -> Result<()> {
        let script = "return all(document, 'footer a').find((a) => a.pathname.endsWith('/sauvegarde')) ?? null";
        let link =
            wait_for("the link to the backup", async || self.element(self.see(script).await?))
                .await?;
        self.click(&link).await?;
        self.arrives_at("Sauvegarde et reprise").await
    }

    /// Waits until the page with this heading is shown.
    ///
    /// # Errors
    /// When it is not.
    pub async fn arrives_at(&self, heading: &str) -> Result<()> {
        wait_to_be("the heading", heading, async || self.heading().await).await
    }

    /// Waits until what the window is called is this.
    ///
    /// # Errors
    /// When it is not.
    pub async fn title_becomes(&self, title: &str) -> Result<()> {
        wait_to_be("the title", title, async || Ok(self.client.title().await?)).await
    }
}

/// Doing something on the page.
impl Visitor<'_> {
    /// Types `text`, key by key, where the caret stands in the field at `place` (at first: at the
    /// end).
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn type_in(&self, place: Place<'_>, text: &str) -> Result<()> {
        let field = self.find("field", place).await?;
        self.bring_into_view(&field).await?;
        self.send_keys(&field, text).await
    }

    /// Clicks into the field at `place`.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn enter(&self, place: Place<'_>) -> Result<()> {
        self.click(&self.find("field", place).await?).await
    }

    /// Types `text`, key by key, wherever the focus is.
    ///
    /// # Errors
    /// When nothing has the focus.
    pub async fn type_where_focus_is(&self, text: &str) -> Result<()> {
        self.send_keys(&self.client.active_element().await?, text).await
    }

    /// Types `text` into `field`. What lies beyond U+FFFF comes as it does from an emoji picker: not
    /// every chromedriver (148 for one) has keys for it.
    async fn send_keys(&self, field: &Element, text: &str) -> Result<()> {
        let is_beyond_keys = |character: char| character > '\u{ffff}';
        let mut rest = text;
        loop {
            let (keys, beyond) = rest.split_at(rest.find(is_beyond_keys).unwrap_or(rest.len()));
            if !keys.is_empty() {
                // The key instead of the line feed, which WebKit's driver drops.
                let enter = char::from(Key::Enter).to_string();
                field.send_keys(&keys.replace('\n', &enter)).await?;
            }
            if beyond.is_empty() {
                return Ok(());
            }
            let end = beyond.find(|character| !is_beyond_keys(character)).unwrap_or(beyond.len());
            let (picked, behind) = beyond.split_at(end);
            let script = "return document.execCommand('insertText', false, arguments[0]);";
            let inserted = self.client.execute(script, vec![json!(picked)]).await?;
            ensure!(inserted == json!(true), "{picked} could not be inserted");
            rest = behind;
        }
    }

    /// Puts `text` into the field at `place` at once, in place of what was there, as pasting does.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn paste(&self, place: Place<'_>, text: &str) -> Result<()> {
        let field = self.find("field", place).await?;
        let script = "
            const [field, text] = arguments;
            field.focus();
            field.select();
            return document.execCommand('insertText', false, text)";
        let done = self.see_with(script, &[serde_json::to_value(&field)?, json!(text)]).await?;
        ensure!(done == true, "nothing can be pasted into {place:?}");
        Ok(())
    }

    /// Chooses `option` in the list at `place`.
    ///
    /// # Errors
    /// When there is no such list or option.
    pub async fn choose(&self, place: Place<'_>, option: &str) -> Result<()> {
        let list = self.find("field", place).await?;
        self.bring_into_view(&list).await?;
        Ok(list.select_by_label(option).await?)
    }

    /// Ticks the box, or takes the choice, at `place`.
    ///
    /// # Errors
    /// When there is none.
    pub async fn tick(&self, place: Place<'_>) -> Result<()> {
        self.click(&self.find("field", place).await?).await
    }

    /// Presses the button at `place`.
    ///
    /// # Errors
    /// When there is not exactly one.
    pub async fn press(&self, place: Place<'_>) -> Result<()> {
        self.click(&self.find("button", place).await?).await
    }

    /// Presses the button at `place`, and returns the name and the text of the file that it gives.
    ///
    /// Where browsers put their downloads is their visitors' affair: the page only offers a file.
    ///
    /// # Errors
    /// When there is not exactly one, or it gives no file.
    pub async fn download_with(&self, place: Place<'_>) -> Result<(String, String)> {
        self.file_given(self.press(place)).await.with_context(|| format!("with {place:?}"))
    }

    /// The same, with the button that a script returns.
    ///
    /// # Errors
    /// When it returns none, or the button gives no file.
    pub async fn download_by(&self, script: &str) -> Result<(String, String)> {
        self.file_given(self.press_by(script)).await.with_context(|| script.to_owned())
    }

    async fn file_given(
        &self,
        pressing: impl Future<Output = Result<()>>,
    ) -> Result<(String, String)> {
        let script = "
            const make = URL.createObjectURL;
            let file;
            URL.createObjectURL = (blob) => {
                file = blob;
                return make.call(URL, blob);
            };
            window.download = new Promise((given) => {
                HTMLAnchorElement.prototype.click = function () {
                    URL.createObjectURL = make;
                    delete HTMLAnchorElement.prototype.click;
                    file.text().then((text) => given([this.download, text]));
                };
            });";
        self.see(script).await?;
        pressing.await?;
        let script = "
            const nothing = new Promise((given) => setTimeout(given, 10_000, null));
            return Promise.race([window.download, nothing])";
        let file: Option<(String, String)> = self.see_as(script).await?;
        file.context("no file was given")
    }

    /// Chooses a file of the device in the field at `place`.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn choose_file(&self, place: Place<'_>, file: &Path) -> Result<()> {
        let field = self.find("field", place).await?;
        Ok(field.send_keys(&file.to_string_lossy()).await?)
    }

    /// Drops a file with this text on the page.
    ///
    /// # Errors
    /// When the page does not take it: the browser would open the file in the page's place.
    pub async fn drop_file(&self, text: &str) -> Result<()> {
        let script = "
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([arguments[0]], 'essai.json'));
            const options = { bubbles: true, cancelable: true, dataTransfer };
            const heading = document.querySelector('#page h1');
            return ['dragover', 'drop'].map((type) => heading.dispatchEvent(new DragEvent(type, options)))";
        let left_to_browser = self.see_with(script, &[json!(text)]).await?;
        ensure!(left_to_browser == json!([false, false]), "the page does not take the file");
        Ok(())
    }

    /// Presses the button that a script returns.
    ///
    /// # Errors
    /// When it returns none.
    pub async fn press_by(&self, script: &str) -> Result<()> {
        let button = wait_for(script, async || self.element(self.see(script).await?)).await?;
        self.click(&button).await
    }

    /// Puts the focus on a button of the message that begins with these words, as with Tab.
    ///
    /// # Errors
    /// When there is no such button.
    pub async fn focus_on_button(&self, message: &str, button: &str) -> Result<()> {
        let script = "
            const [start, name] = [...arguments].map(words);
            const message = messages().find((text) => words(text.textContent).startsWith(start));
            const found = message && named.button(message).find(([other]) => other === name);
            found?.[1].focus();
            return found !== undefined && document.activeElement === found[1];";
        let arguments = [json!(message), json!(button)];
        wait_until(&format!("« {button} » of « {message} » has the focus"), async || {
            Ok(self.see_with(script, &arguments).await? == true)
        })
        .await
    }

    /// Presses a button of the message that begins with these words, by keyboard alone.
    ///
    /// # Errors
    /// When there is no such button.
    pub async fn press_by_keyboard(&self, message: &str, button: &str) -> Result<()> {
        self.focus_on_button(message, button).await?;
        self.press_keys(&[Key::Enter]).await
    }

    /// Presses a letter with Ctrl, wherever the focus is.
    ///
    /// # Errors
    /// When nothing can have the focus.
    pub async fn press_ctrl(&self, letter: char) -> Result<()> {
        let keys = [char::from(Key::Control), letter].iter().collect::<String>();
        self.type_where_focus_is(&keys).await
    }

    /// Takes the focus away from where it is.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn leave_field(&self) -> Result<()> {
        self.see("document.activeElement.blur()").await?;
        Ok(())
    }

    /// Presses keys, wherever the focus is.
    ///
    /// # Errors
    /// When nothing can have the focus.
    pub async fn press_keys(&self, keys: &[Key]) -> Result<()> {
        // Not as text for what is in focus: a field for a file takes that for the name of one.
        let mut presses = KeyActions::new("keyboard".to_owned());
        for &key in keys {
            let value = char::from(key);
            presses = presses.then(KeyAction::Down { value }).then(KeyAction::Up { value });
        }
        Ok(self.client.perform_actions(presses).await?)
    }

    /// Presses a key while another one is held down, wherever the focus is.
    ///
    /// # Errors
    /// When nothing can have the focus.
    pub async fn press_with(&self, held: Key, key: Key) -> Result<()> {
        let [held, value] = [held, key].map(char::from);
        let presses = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held });
        Ok(self.client.perform_actions(presses).await?)
    }

    /// Presses Tab until what is in focus is the row of the item with this name, whatever it says
    /// besides, and then an arrow key until it is the row's button with this name.
    ///
    /// # Errors
    /// When one of them is not reached.
    pub async fn tab_to_in_row(&self, row: &str, button: &str) -> Result<()> {
        let row = format!("button: {row}");
        for _ in 0..100 {
            if self.focus().await?.starts_with(&row) {
                break;
            }
            self.press_keys(&[Key::Tab]).await?;
        }
        let button = format!("button: {button}");
        for _ in 0..4 {
            if self.focus().await? == button {
                return Ok(());
            }
            self.press_keys(&[Key::Right]).await?;
        }
        bail!("« {button} » is not reached in « {row} »")
    }

    /// Unfolds every item, and what is folded below the fields of a software.
    ///
    /// # Errors
    /// When something stays folded.
    pub async fn unfold_everything(&self) -> Result<()> {
        let script = "
            const folded = all(document, '.item-bar [aria-expanded=false], .more:not([open]) > summary');
            folded.forEach((it) => it.click());
            return folded.length";
        wait_until("everything is unfolded", async || Ok(self.see(script).await? == 0)).await
    }

    /// Presses Tab until what is in focus has this name.
    ///
    /// # Errors
    /// When it is not reached with 100 times Tab.
    pub async fn tab_to(&self, name: &str) -> Result<()> {
        for _ in 0..100 {
            if self.focus().await? == name {
                return Ok(());
            }
            self.press_keys(&[Key::Tab]).await?;
        }
        bail!("« {name} » is not reached with Tab")
    }

    /// Presses the button at `place` twice, as fast as a double click, whatever has come to stand
    /// there in between.
    ///
    /// # Errors
    /// When there is not exactly one.
    pub async fn double_click(&self, place: Place<'_>) -> Result<()> {
        let button = self.find("button", place).await?;
        self.bring_into_view(&button).await?;
        let (x, y, width, height) = button.rectangle().await?;
        let scroll: f64 = self.see_as("return scrollY").await?;
        let [x, y] = [x + width / 2.0, y + height / 2.0 - scroll];
        let press = || PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        let release = || PointerAction::Up { button: MOUSE_BUTTON_LEFT };
        let clicks = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo { duration: None, x, y })
            .then(press())
            .then(release())
            .then(press())
            .then(release());
        Ok(self.client.perform_actions(clicks).await?)
    }

    async fn click(&self, element: &Element) -> Result<()> {
        self.bring_into_view(element).await?;
        Ok(element.click().await?)
    }

    /// Away from the edges of the window, where something else may be in view.
    async fn bring_into_view(&self, element: &Element) -> Result<()> {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        self.client.execute(script, vec![serde_json::to_value(element)?]).await?;
        if self.engine == Engine::WebKit {
            // It clicks where the page was before, until it has painted it.
            let script = "requestAnimationFrame(() => requestAnimationFrame(() => arguments[0]()))";
            self.client.execute_async(script, Vec::new()).await?;
        }
        Ok(())
    }
}

/// Seeing what is on the page.
impl Visitor<'_> {
    /// The text of the heading.
    ///
    /// # Errors
    /// When there is not exactly one.
    pub async fn heading(&self) -> Result<String> {
        let headings: Vec<String> =
            self.see_as("return all(document, 'h1').map((h1) => words(h1.textContent))").await?;
        // In between two pages there may be none; two of them are always a mistake.
        ensure!(headings.len() < 2, "the page has these headings: {headings:?}");
        Ok(headings.into_iter().next().unwrap_or_default())
    }

    /// The text of the field at `place`.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn text_of(&self, place: Place<'_>) -> Result<String> {
        let field = self.find("field", place).await?;
        self.property(&field, "value").await
    }

    /// Whether the box at `place` is ticked, or the choice taken.
    ///
    /// # Errors
    /// When there is none.
    pub async fn is_ticked(&self, place: Place<'_>) -> Result<bool> {
        let field = self.find("field", place).await?;
        self.property(&field, "checked").await
    }

    /// What is chosen in the list at `place`.
    ///
    /// # Errors
    /// When there is no such list.
    pub async fn choice_of(&self, place: Place<'_>) -> Result<String> {
        let list = self.find("field", place).await?;
        let script = "return words(arguments[0].selectedOptions[0]?.textContent)";
        Ok(serde_json::from_value(self.see_with(script, &[serde_json::to_value(&list)?]).await?)?)
    }

    /// The labels of the fields in view, in order, within the groups of these legends.
    ///
    /// # Errors
    /// When there are no such groups.
    pub async fn labels(&self, groups: Place<'_>) -> Result<Vec<String>> {
        let scope = match groups.split_last() {
            Some((group, groups)) => {
                serde_json::to_value(self.find_in("group", group, groups).await?)?
            }
            None => Value::Null,
        };
        let script = "return named.field(arguments[0] ?? document).map(([name]) => name)";
        Ok(serde_json::from_value(self.see_with(script, &[scope]).await?)?)
    }

    /// What the element in focus is called: a field behind the legends of its groups, with ` > `
    /// between; any other by its element and text, as in `h1: Imprimer`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn focus(&self) -> Result<String> {
        self.see_as("return focused()").await
    }

    /// Waits until what is in focus is called this.
    ///
    /// # Errors
    /// When it is not.
    pub async fn focus_becomes(&self, name: &str) -> Result<()> {
        wait_to_be("the focus", name, async || self.focus().await).await
    }

    /// Waits until something has the focus, rather than the page as a whole.
    ///
    /// # Errors
    /// When nothing has.
    pub async fn has_some_focus(&self) -> Result<()> {
        wait_until("something has the focus", async || Ok(self.focus().await? != "nothing")).await
    }

    /// Waits until the message under this title is shown, and returns all of its text.
    ///
    /// # Errors
    /// When it is not.
    pub async fn alert(&self, title: &str) -> Result<String> {
        let alert = self.find("alert", &[title]).await?;
        self.property(&alert, "textContent").await
    }

    /// Whether a message under this title is shown now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn has_alert(&self, title: &str) -> Result<bool> {
        let script = "return named.alert(document).some(([name]) => name === words(arguments[0]))";
        Ok(self.see_with(script, &[json!(title)]).await? == true)
    }

    /// Whether a message that begins with these words is shown now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn has_message(&self, start: &str) -> Result<bool> {
        let script =
            "return messages().some((it) => words(it.textContent).startsWith(words(arguments[0])))";
        Ok(self.see_with(script, &[json!(start)]).await? == true)
    }

    /// Whether the page has a link with this name now.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn has_link(&self, name: &str) -> Result<bool> {
        let script = "return named.link(document).some(([name]) => name === words(arguments[0]))";
        Ok(self.see_with(script, &[json!(name)]).await? == true)
    }

    /// Whether a paragraph of the page, or something that screen readers say by themselves, begins
    /// with these words.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn is_told(&self, start: &str) -> Result<bool> {
        let script = "
            const texts = all(document, 'p, [role=status]').map((it) => words(it.textContent));
            return texts.some((text) => text.startsWith(words(arguments[0])));";
        Ok(self.see_with(script, &[json!(start)]).await? == true)
    }

    /// Waits until [`Visitor::is_told`] these words.
    ///
    /// # Errors
    /// When the page does not say so.
    pub async fn hears_or_reads(&self, start: &str) -> Result<()> {
        wait_until(&format!("the page says « {start}… »"), async || self.is_told(start).await).await
    }

    /// Waits until a screen reader would have said this, unasked: last, after what came just before.
    ///
    /// # Errors
    /// When it would not.
    pub async fn hears(&self, text: &str) -> Result<()> {
        let script = "return words(document.getElementById('annonce-vocale').textContent)";
        wait_until(&format!("« {text} » is said aloud"), async || {
            Ok(self.see_as::<String>(script).await?.ends_with(text))
        })
        .await
    }

    /// The texts of all goals, in order.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn goals(&self) -> Result<Vec<String>> {
        let script = "
            const goals = named.field(document).filter(([name]) => /^Objectif \\d+$/.test(name));
            return goals.map(([, field]) => field.value);";
        self.see_as(script).await
    }

    /// The line that says whether the draft is saved.
    ///
    /// # Errors
    /// When the page has no such line.
    pub async fn saving_status(&self) -> Result<String> {
        self.see_as("return words(document.getElementById('etat-enregistrement').textContent)")
            .await
    }

    /// Waits until the page says that the draft is saved.
    ///
    /// # Errors
    /// When it does not.
    pub async fn sees_it_saved(&self) -> Result<()> {
        wait_until("the status says that the draft is saved", async || {
            Ok(is_saved(&self.saving_status().await?))
        })
        .await
    }

    /// The error next to the field at `place`, which the field must name as its description, and
    /// which must begin with « Erreur : » for those who do not see that it is red.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn error_of(&self, place: Place<'_>) -> Result<Option<String>> {
        let field = self.find("field", place).await?;
        let script = "
            const field = arguments[0];
            if (field.getAttribute('aria-invalid') !== 'true') return null;
            const ids = (field.getAttribute('aria-describedby') ?? '').split(' ');
            const errors = ids.map((id) => document.getElementById(id)).filter((e) => e?.id.endsWith('-erreur'));
            const [, error] = errors.length === 1 ? words(errors[0].textContent).split(/^Erreur : /) : [];
            return error ?? '';";
        Ok(serde_json::from_value(self.see_with(script, &[serde_json::to_value(&field)?]).await?)?)
    }

    /// The names of the links in the list under this title.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn links_under(&self, title: &str) -> Result<Vec<String>> {
        let script = "
            const lists = all(document, 'section').filter((section) =>
                words(section.querySelector('h2')?.textContent) === words(arguments[0]));
            return lists.flatMap((list) => named.link(list).map(([name]) => name));";
        Ok(serde_json::from_value(self.see_with(script, &[json!(title)]).await?)?)
    }

    /// The message, as the page shows it.
    ///
    /// # Errors
    /// When the page shows none.
    pub async fn message_on_screen(&self) -> Result<Message> {
        self.find("link", &["Ouvrir dans ma messagerie"]).await?;
        let read = async |id: &str| {
            let element = self.client.find(Locator::Id(id)).await?;
            // As it stands there: what a visitor sees and copies is the same text, but for the
            // spaces that a browser may drop at the ends of lines.
            self.property::<String>(&element, "textContent").await
        };
        Ok(Message {
            to: read("message-destinataire").await?,
            subject: read("message-objet").await?,
            body: read("message-texte").await?,
        })
    }

    /// The message that the page's link would open in a mail program.
    ///
    /// # Errors
    /// When the page has no such link, or a mail program could misread it.
    pub async fn message_in_link(&self) -> Result<Message> {
        Message::from_mailto(&self.address_of("Ouvrir dans ma messagerie").await?)
    }

    /// Where the link with this name leads to, as it is written.
    ///
    /// # Errors
    /// When there is not exactly one.
    pub async fn address_of(&self, link: &str) -> Result<String> {
        let link = self.find("link", &[link]).await?;
        link.attr("href").await?.context("the link leads nowhere")
    }

    /// Whether the button at `place` does something now.
    ///
    /// # Errors
    /// When there is not exactly one.
    pub async fn can_press(&self, place: Place<'_>) -> Result<bool> {
        let button = self.find("button", place).await?;
        Ok(button.attr("aria-disabled").await?.is_none())
    }

    /// Whether the browser would ask before it leaves the page.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn is_asked_before_leaving(&self) -> Result<bool> {
        let script =
            "return !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))";
        self.see_as(script).await
    }

    /// Where the caret is in the field in focus: the start and the end of what is selected.
    ///
    /// # Errors
    /// When no field is in focus.
    pub async fn caret(&self) -> Result<(usize, usize)> {
        let script = "
            const { selectionStart, selectionEnd } = document.activeElement;
            return [selectionStart, selectionEnd];";
        self.see_as(script).await
    }

    /// Whether the page says that the program has stopped.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn has_crashed(&self) -> Result<bool> {
        Ok(self.see("return !document.getElementById('panne').hidden").await? == true)
    }
}

/// The browser's storage, as another program of the same site would see it.
impl Visitor<'_> {
    /// What is stored under `key`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn stored(&self, key: &str) -> Result<Option<String>> {
        let value =
            self.see_with("return localStorage.getItem(arguments[0])", &[json!(key)]).await?;
        Ok(serde_json::from_value(value)?)
    }

    /// Stores `text` under `key`.
    ///
    /// # Errors
    /// When there is no room.
    pub async fn store(&self, key: &str, text: &str) -> Result<()> {
        let arguments = [json!(key), json!(text)];
        self.see_with("localStorage.setItem(arguments[0], arguments[1])", &arguments).await?;
        Ok(())
    }

    /// Empties the storage and the journal behind it, as a browser does that forgets the site.
    ///
    /// Leads to a file in which the app does not run: where it does, it may just be reading the
    /// journal, and bring back what was there.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn forget_everything(&self) -> Result<()> {
        self.open("/robots.txt").await?;
        let script =
            format!("localStorage.clear(); {IN_JOURNAL} return inJournal((s) => s.clear())");
        self.see(&script).await?;
        Ok(())
    }

    /// What the journal holds under `key`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn noted(&self, key: &str) -> Result<Option<String>> {
        let script = format!("{IN_JOURNAL} return inJournal((s) => s.get(arguments[0]))");
        let text = self.see_with(&script, &[json!(key)]).await?;
        Ok(serde_json::from_value(text)?)
    }

    /// Puts `text` into the journal under `key`.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn note(&self, key: &str, text: &str) -> Result<()> {
        let script =
            format!("{IN_JOURNAL} return inJournal((s) => s.put(arguments[1], arguments[0]))");
        self.see_with(&script, &[json!(key), json!(text)]).await?;
        Ok(())
    }

    /// Everything that is stored of the site, wherever it is.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn everything_stored(&self) -> Result<Vec<String>> {
        let script = format!(
            "{IN_JOURNAL} return inJournal((s) => s.getAll()).then((texts) =>
                [...texts, ...Object.keys(localStorage).map((key) => localStorage.getItem(key))])"
        );
        self.see_as(&script).await
    }

    /// What the app has set aside.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn stored_aside(&self) -> Result<Vec<String>> {
        let script = "
            const keys = Object.keys(localStorage).filter((key) => key.startsWith(arguments[0]));
            return keys.map((key) => localStorage.getItem(key));";
        let prefix = format!("{KEY}.mis-de-cote.");
        Ok(serde_json::from_value(self.see_with(script, &[json!(prefix)]).await?)?)
    }
}

/// Reaching under the surface, where a journey has to.
impl Visitor<'_> {
    /// The browser itself.
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Lets everything arrive as slowly as in a train, in bytes per second; Chromium only.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn slow_network_down(&self, bytes_per_second: u32) -> Result<()> {
        let conditions = json!({
            "network_conditions": {
                "offline": false,
                "latency": 100,
                "download_throughput": bytes_per_second,
                "upload_throughput": bytes_per_second,
            },
        });
        self.client.issue_cmd(ChromiumCommand::SlowNetwork(conditions)).await?;
        Ok(())
    }

    /// Has the process that draws this page crash; Chromium only.
    ///
    /// # Errors
    /// When it does not.
    pub async fn crash_tab(&self) -> Result<()> {
        match self.devtools("Page.crash", json!({})).await {
            // There is nobody left to answer.
            Err(error) if error.to_string().contains("crashed") => Ok(()),
            answer => bail!("the tab lives on: {answer:?}"),
        }
    }

    /// Gives a command of the protocol of the browser's own developer tools; Chromium only.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub(crate) async fn devtools(&self, command: &'static str, parameters: Value) -> Result<Value> {
        Ok(self.client.issue_cmd(ChromiumCommand::DevTools(command, parameters)).await?)
    }

    /// Waits until the browser keeps a whole version of the site, and serves this page from it.
    ///
    /// # Errors
    /// When it does not.
    pub async fn is_kept(&self) -> Result<()> {
        wait_until("the browser keeps the site", async || {
            Ok(self.see("return navigator.serviceWorker.controller?.state === 'activated'").await?
                == true)
        })
        .await
    }

    /// The names of the caches of the site's host.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn caches(&self) -> Result<Vec<String>> {
        let script = "caches.keys().then(arguments[0])";
        Ok(serde_json::from_value(self.client.execute_async(script, Vec::new()).await?)?)
    }

    /// Has the browser look for a new version, as it does by itself from time to time; gives what
    /// became of it: the state of the worker that came, or why none came.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn look_for_update(&self) -> Result<String> {
        let script = "
            const done = arguments[0];
            (async () => {
                const registration = await navigator.serviceWorker.getRegistration();
                await registration.update();
                const worker = registration.installing ?? registration.waiting;
                if (!worker) return 'none';
                const settled = () => !['parsed', 'installing'].includes(worker.state);
                while (!settled()) {
                    await new Promise((then) =>
                        worker.addEventListener('statechange', then, { once: true }));
                }
                return worker.state;
            })().then(done, (error) => done(String(error)));";
        Ok(serde_json::from_value(self.client.execute_async(script, Vec::new()).await?)?)
    }

    /// Has the browser lose or find the network, as far as pages are told.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn set_online(&self, is_online: bool) -> Result<()> {
        // Drivers cannot unplug a network in every browser; pages are told by these two.
        let script = "
            Object.defineProperty(navigator, 'onLine', { value: arguments[0], configurable: true });
            dispatchEvent(new Event(arguments[0] ? 'online' : 'offline'))";
        self.see_with(script, &[json!(is_online)]).await?;
        Ok(())
    }

    /// The errors in the console since it was last asked; Chromium only.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let entries = self.client.issue_cmd(ChromiumCommand::ReadLog("browser")).await?;
        let entries = entries.as_array().context("the console is a list")?;
        let errors = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        Ok(errors.map(|entry| entry["message"].to_string()).collect())
    }

    /// What the browser's network did since it was last asked; Chromium only.
    pub(crate) async fn network_log(&self) -> Result<Value> {
        Ok(self.client.issue_cmd(ChromiumCommand::ReadLog("performance")).await?)
    }

    /// What a script returns; the names of `page.js` are at its hands.
    ///
    /// # Errors
    /// When the script throws, or the browser does not answer.
    pub async fn see(&self, script: &str) -> Result<Value> {
        self.see_with(script, &[]).await
    }

    /// What a script makes of `arguments`.
    ///
    /// # Errors
    /// When the script throws, or the browser does not answer.
    pub async fn see_with(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        let script = format!("{}\n{script}", include_str!("page.js"));
        Ok(self.client.execute(&script, arguments.to_vec()).await?)
    }

    /// What a script returns, as a value of a type.
    ///
    /// # Errors
    /// When the script throws or returns something else, or the browser does not answer.
    pub async fn see_as<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        Ok(serde_json::from_value(self.see(script).await?)?)
    }

    /// The one element of this sort (`field`, `button`, `link`, `group`, `alert`) at `place`.
    async fn find(&self, sort: &str, place: Place<'_>) -> Result<Element> {
        let (name, groups) = place.split_last().context("a place has a name")?;
        self.find_in(sort, name, groups).await
    }

    async fn find_in(&self, sort: &str, name: &str, groups: Place<'_>) -> Result<Element> {
        let look = async || {
            let arguments = [json!(sort), json!(name), json!(groups)];
            self.see_with("return find(...arguments)", &arguments).await
        };
        let found = wait_for("", async || self.element(look().await?)).await;
        match found {
            Ok(element) => Ok(element),
            // The last look says what is there instead.
            Err(_) => match look().await? {
                Value::String(why) => bail!(why),
                found => self.element(found)?.context("it disappeared"),
            },
        }
    }

    /// The element that a script returned, if it did.
    fn element(&self, value: Value) -> Result<Option<Element>> {
        let Value::Object(value) = value else { return Ok(None) };
        let id = value.values().next().and_then(Value::as_str).context("no element")?;
        Ok(Some(Element::from_element_id(self.client.clone(), id.to_owned().into())))
    }

    async fn property<T: DeserializeOwned>(&self, element: &Element, name: &str) -> Result<T> {
        let script = "return arguments[0][arguments[1]]";
        let arguments = vec![serde_json::to_value(element)?, json!(name)];
        Ok(serde_json::from_value(self.client.execute(script, arguments).await?)?)
    }
}

/// Asks the app's second place for what it stores, as another program of the same site would.
const IN_JOURNAL: &str = "
    const inJournal = (ask) => new Promise((done, failed) => {
        const opening = indexedDB.open('bluehats-participation', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('journal');
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
            const transaction = opening.result.transaction('journal', 'readwrite');
            const request = ask(transaction.objectStore('journal'));
            transaction.oncomplete = () => {
                opening.result.close();
                done(request.result ?? null);
            };
        };
    });";

/// What chromedriver knows beyond the standard.
#[derive(Debug)]
enum ChromiumCommand {
    DevTools(&'static str, Value),
    ReadLog(&'static str),
    SlowNetwork(Value),
}

impl WebDriverCompatibleCommand for ChromiumCommand {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        let session = session.unwrap_or_default();
        base.join(&match self {
            Self::DevTools(..) => format!("session/{session}/goog/cdp/execute"),
            Self::ReadLog(_) => format!("session/{session}/se/log"),
            Self::SlowNetwork(_) => format!("session/{session}/chromium/network_conditions"),
        })
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = match self {
            Self::DevTools(command, parameters) => json!({ "cmd": command, "params": parameters }),
            Self::ReadLog(log) => json!({ "type": log }),
            Self::SlowNetwork(conditions) => conditions.clone(),
        };
        (Method::POST, Some(body.to_string()))
    }
}

/// Whether the status line says that the draft is saved: « … à 14 h 02 ».
fn is_saved(status: &str) -> bool {
    status.strip_prefix("Brouillon enregistré sur cet appareil à ").is_some_and(is_time)
}

/// Whether these words are a time of the day: « 9 h 05 ».
pub fn is_time(words: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts = words.split_once(" h ");
    parts.is_some_and(|(hour, minute)| is_number(hour) && is_number(minute) && minute.len() == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_saved_when_the_status_says_at_what_time() {
        assert!(is_saved("Brouillon enregistré sur cet appareil à 14 h 02"));
        assert!(is_saved("Brouillon enregistré sur cet appareil à 9 h 00"));
        for status in [
            "",
            "Enregistrement…",
            "Brouillon enregistré sur cet appareil",
            "Brouillon enregistré sur cet appareil à 14:02",
            "Brouillon enregistré sur cet appareil à l’instant",
            "Brouillon non enregistré : il n’est que dans cette page.",
        ] {
            assert!(!is_saved(status), "{status}");
        }
    }
}
