//! The browser's storage, as another program of the same site would see it.

use anyhow::Result;
use serde_json::json;

use super::{KEY, Visitor};

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
