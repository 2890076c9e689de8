//! A second place for what is stored: a database of the browser (`IndexedDB`).
//!
//! Browsers keep a page's local storage in memory, and write it to the disk seconds later: if the
//! browser itself ends without a word, those seconds are lost. A transaction of the database is on
//! its way to the disk when it completes, milliseconds after it began. (Measured in Chromium and
//! Firefox, see docs/reliability.md.)

use js_sys::{Array, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "bluehats-participation";
const STORE: &str = "journal";

/// The database, open.
#[derive(Clone, Debug)]
pub struct Journal(IdbDatabase);

impl Journal {
    /// Opens the database of this site; `None` where the browser has none for this page.
    pub async fn open() -> Option<Self> {
        let factory = super::window()?.indexed_db().ok()??;
        let request = factory.open_with_u32(DATABASE, 1).ok()?;
        let opening = request.clone();
        let make = Closure::once_into_js(move || {
            if let Ok(database) = opening.result() {
                // It is there already if the version was made before: then this is not called.
                let _ = database.unchecked_into::<IdbDatabase>().create_object_store(STORE);
            }
        });
        request.set_onupgradeneeded(Some(make.unchecked_ref()));
        let database: IdbDatabase = answer(&request).await?.unchecked_into();
        // An open connection keeps the visitor, and other tabs, from deleting the database.
        let connection = database.clone();
        let close = Closure::once_into_js(move || connection.close());
        database.set_onversionchange(Some(close.unchecked_ref()));
        Some(Self(database))
    }

    /// Every text that was noted, with its key.
    pub async fn read_all(&self) -> Vec<(String, String)> {
        self.try_to_read_all().await.unwrap_or_default()
    }

    /// Notes what is under `key` from now on; `None` when nothing is. Nobody waits for it, and what
    /// cannot be noted is still where it was written first.
    pub fn note(&self, key: &str, text: Option<&str>) {
        if let Some(store) = self.store(IdbTransactionMode::Readwrite) {
            let key = JsValue::from_str(key);
            let _ = match text {
                Some(text) => store.put_with_key(&text.into(), &key),
                None => store.delete(&key),
            };
        }
    }

    async fn try_to_read_all(&self) -> Option<Vec<(String, String)>> {
        let store = self.store(IdbTransactionMode::Readonly)?;
        let (keys, texts) = (store.get_all_keys().ok()?, store.get_all().ok()?);
        let keys: Array = answer(&keys).await?.unchecked_into();
        let texts: Array = answer(&texts).await?.unchecked_into();
        let pairs = keys.iter().zip(texts.iter());
        Some(pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
    }

    fn store(&self, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
        let transaction = self.0.transaction_with_str_and_mode(STORE, mode).ok()?;
        transaction.object_store(STORE).ok()
    }
}

/// What the database answers; `None` when it refuses.
async fn answer(request: &IdbRequest) -> Option<JsValue> {
    let mut listen = |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    };
    JsFuture::from(Promise::new(&mut listen)).await.ok()?;
    request.result().ok()
}
