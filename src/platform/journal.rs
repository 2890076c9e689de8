//! A second place for what is stored: a database of the browser (`IndexedDB`).
//!
//! Browsers keep a page's local storage in memory, and write it to the disk seconds later: if the
//! browser itself ends without a word, those seconds are lost. A transaction of the database is on
//! its way to the disk when it completes, milliseconds after it began. (Measured in Chromium and
//! Firefox, see docs/reliability.md.)

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "bluehats-participation";
const STORE: &str = "journal";

/// The database, open. Clones share the connection.
#[derive(Clone, Debug)]
pub struct Journal(Rc<RefCell<IdbDatabase>>);

impl Journal {
    /// Opens the database of this site; `None` where the browser has none for this page.
    pub async fn open() -> Option<Self> {
        connect().await.map(|database| Self(Rc::new(RefCell::new(database))))
    }

    /// Every text that was noted, with its key.
    pub async fn read_all(&self) -> Vec<(String, String)> {
        self.try_to_read_all().await.unwrap_or_default()
    }

    /// Notes what is under `key` from now on; `None` when nothing is. Nobody waits for it, and what
    /// cannot be noted is still where it was written first.
    pub fn note(&self, key: &str, text: Option<&str>) {
        if self.try_to_note(key, text).is_some() {
            return;
        }
        // The connection is closed, as after the visitor deleted the site's data.
        let (journal, key, text) = (self.clone(), key.to_owned(), text.map(str::to_owned));
        spawn_local(async move {
            if let Some(database) = connect().await {
                journal.0.replace(database);
                journal.try_to_note(&key, text.as_deref());
            }
        });
    }

    fn try_to_note(&self, key: &str, text: Option<&str>) -> Option<IdbRequest> {
        let store = self.store(IdbTransactionMode::Readwrite)?;
        let key = JsValue::from_str(key);
        let request = match text {
            Some(text) => store.put_with_key(&text.into(), &key).ok(),
            None => store.delete(&key).ok(),
        };
        commit(&store);
        request
    }

    async fn try_to_read_all(&self) -> Option<Vec<(String, String)>> {
        let store = self.store(IdbTransactionMode::Readonly)?;
        let (keys, texts) = (store.get_all_keys().ok()?, store.get_all().ok()?);
        commit(&store);
        let keys: Array = answer(&keys).await?.unchecked_into();
        let texts: Array = answer(&texts).await?.unchecked_into();
        let pairs = keys.iter().zip(texts.iter());
        Some(pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
    }

    fn store(&self, mode: IdbTransactionMode) -> Option<IdbObjectStore> {
        let transaction = self.0.borrow().transaction_with_str_and_mode(STORE, mode).ok()?;
        transaction.object_store(STORE).ok()
    }
}

/// Nothing more is asked in this transaction. It would end by itself, but for a page that is left meanwhile: browsers
/// may keep that as it is, and no other page gets at the store then (seen in WebKit).
fn commit(store: &IdbObjectStore) {
    // By name, since web-sys calls it obsolete. Where it is missing, the transaction ends by itself.
    let _ = super::method::call(&store.transaction(), "commit", &JsValue::UNDEFINED);
}

async fn connect() -> Option<IdbDatabase> {
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
    Some(database)
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
