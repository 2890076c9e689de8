//! Seeing what is on the page.

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use serde_json::{Value, json};

use super::{Place, Visitor};
use crate::message::Message;
use crate::wait::{wait_to_be, wait_until};

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
