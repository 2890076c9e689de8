//! How fast the browser and its line are, and what a page does before it begins: for measuring, in
//! Chromium.

use anyhow::Result;
use serde_json::json;

use crate::visitor::Visitor;

/// A slow line, and a slow processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttling {
    /// What the line carries, either way, in bits per second.
    pub bits_per_second: u32,
    /// What is added to each request, in milliseconds.
    pub latency: u32,
    /// How many times as long as here everything takes that is computed in the page.
    pub slowdown: u32,
}

/// The width and the height of a phone's screen in CSS pixels, as Lighthouse has them.
pub const PHONE_SCREEN: (u32, u32) = (412, 823);

/// A phone of the middle on a slow mobile line, as the usual tools have it.
pub const SLOW_PHONE: Throttling =
    Throttling { bits_per_second: 1_600_000, latency: 150, slowdown: 4 };

impl Visitor<'_> {
    /// Slows the present window down, its line and its processor.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn slow_down(&self, throttling: Throttling) -> Result<()> {
        let bytes_per_second = throttling.bits_per_second / 8;
        self.devtools("Network.enable", json!({})).await?;
        let line = json!({
            "offline": false,
            "latency": throttling.latency,
            "downloadThroughput": bytes_per_second,
            "uploadThroughput": bytes_per_second,
        });
        self.devtools("Network.emulateNetworkConditions", line).await?;
        let processor = json!({ "rate": throttling.slowdown });
        self.devtools("Emulation.setCPUThrottlingRate", processor).await?;
        Ok(())
    }

    /// Has every page of the present window run this script before anything of its own.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn begin_pages_with(&self, script: &str) -> Result<()> {
        let script = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", script).await?;
        Ok(())
    }
}
