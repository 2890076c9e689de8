//! What leaves the page: to the visitor's mail program, to the clipboard, to the share sheet.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::message::Message;
use crate::visitor::{Place, Visitor};

impl Visitor<'_> {
    /// Follows « Ouvrir dans ma messagerie », and returns what a mail program would open.
    ///
    /// The browser is kept from looking for one, as where none is set up: then nothing that one can
    /// see happens.
    ///
    /// # Errors
    /// When the page has no such link, or a mail program could misread it.
    pub async fn open_mail_program(&self) -> Result<Message> {
        self.open_mail_program_by("Ouvrir dans ma messagerie").await
    }

    /// The same, with another link.
    ///
    /// # Errors
    /// When the page has no such link, or a mail program could misread it.
    pub async fn open_mail_program_by(&self, link: &str) -> Result<Message> {
        let script = "
            window.opened = null;
            addEventListener('click', (event) => {
                const link = event.target.closest('a[href^=\"mailto:\"]');
                if (!link) return;
                event.preventDefault();
                window.opened = link.getAttribute('href');
            }, { once: true });";
        self.see(script).await?;
        self.follow(link).await?;
        let opened: Option<String> = self.see_as("return window.opened").await?;
        Message::from_mailto(&opened.context("no mail program would have opened")?)
    }

    /// What is on the clipboard, as it comes out where it is pasted.
    ///
    /// # Errors
    /// When nothing can be pasted.
    pub async fn clipboard(&self) -> Result<String> {
        let script = "
            const field = document.createElement('textarea');
            field.id = 'collage';
            document.body.append(field);
            field.focus({ preventScroll: true });";
        self.see(script).await?;
        self.press_ctrl('v').await?;
        let script = "
            const field = document.getElementById('collage');
            field.remove();
            return field.value;";
        self.see_as(script).await
    }

    /// From now on the browser lets the page put nothing on the clipboard.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn refuse_clipboard(&self) -> Result<()> {
        // What a browser refuses, and how it asks first, no driver can set in every browser; this
        // is how pages are told.
        let script = "
            const writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
            Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })";
        self.see(script).await?;
        Ok(())
    }

    /// From now on the device has a share sheet, as far as pages are told.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn give_share_sheet(&self) -> Result<()> {
        let script = "
            const share = (data) => {
                window.shared = data;
                return Promise.resolve();
            };
            Object.defineProperty(navigator, 'share', { value: share, configurable: true });
            Object.defineProperty(navigator, 'canShare', { value: () => true, configurable: true })";
        self.see(script).await?;
        Ok(())
    }

    /// The title and the text that the share sheet was given.
    ///
    /// # Errors
    /// When it was given nothing.
    pub async fn shared(&self) -> Result<(String, String)> {
        self.see_as("return [window.shared.title, window.shared.text]").await
    }

    /// The text that is selected in the field at `place`, which must have the focus.
    ///
    /// # Errors
    /// When there is no such field, or it does not have the focus.
    pub async fn selection_in(&self, place: Place<'_>) -> Result<String> {
        let text = self.text_of(place).await?;
        let focus = self.focus().await?;
        ensure!(focus == place.join(" > "), "the focus is on « {focus} »");
        let (start, end) = self.caret().await?;
        let script = "return arguments[0].slice(arguments[1], arguments[2])";
        let selected = self.see_with(script, &[json!(text), json!(start), json!(end)]).await?;
        Ok(serde_json::from_value(selected)?)
    }

    /// Sees the page through a window of this size, in pixels.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn resize_window(&self, width: u32, height: u32) -> Result<()> {
        Ok(self.client().set_window_size(width, height).await?)
    }

    /// By how many pixels the page is wider than the window.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn overflow(&self) -> Result<i64> {
        let script = "
            const { scrollWidth, clientWidth } = document.documentElement;
            return scrollWidth - clientWidth;";
        self.see_as(script).await
    }
}
