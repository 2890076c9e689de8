//! What a visitor does and sees, in the words of the pages.
//!
//! Fields, buttons and links are found by what visitors call them: their labels and legends, in
//! which any white space counts as a space. They are waited for, so a journey need not know how
//! long a page takes.

mod acting;
mod beneath;
mod going;
mod seeing;
mod storage;

use anyhow::Result;
use fantoccini::Client;

pub use self::seeing::is_time;
use crate::browser::{Browser, Condition, Engine};
use crate::site::Site;

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
