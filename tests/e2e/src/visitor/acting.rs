//! Doing something on the page.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use fantoccini::key::Key;
use serde_json::json;

use super::{Place, Visitor};
use crate::browser::Engine;
use crate::wait::{is_stale, wait_for, wait_until};

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
        self.click_named("field", place).await
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
        self.click_named("field", place).await
    }

    /// Presses the button at `place`.
    ///
    /// # Errors
    /// When there is not exactly one.
    pub async fn press(&self, place: Place<'_>) -> Result<()> {
        self.click_named("button", place).await
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
        // From the button's middle: advice above it may come at any time, and the page is moved with it.
        let onto = PointerAction::MoveToElement { element: button, duration: None, x: 0.0, y: 0.0 };
        let press = || PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        let release = || PointerAction::Up { button: MOUSE_BUTTON_LEFT };
        let clicks = MouseActions::new("mouse".to_owned())
            .then(onto)
            .then(press())
            .then(release())
            .then(press())
            .then(release());
        Ok(self.client.perform_actions(clicks).await?)
    }

    /// Clicks the one element of a sort that has this name.
    pub(super) async fn click_named(&self, sort: &str, place: Place<'_>) -> Result<()> {
        match self.click(&self.find(sort, place).await?).await {
            // The page has made it anew in between.
            Err(error) if is_stale(&error) => self.click(&self.find(sort, place).await?).await,
            clicked => clicked,
        }
    }

    pub(super) async fn click(&self, element: &Element) -> Result<()> {
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
