//! What chromedriver knows beyond the standard.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

/// A command that chromedriver knows.
#[derive(Debug)]
pub(crate) enum ChromiumCommand {
    /// A command of the browser's own protocol, with its parameters.
    DevTools(&'static str, Value),
    /// What this log has that was not read yet.
    ReadLog(&'static str),
    /// How every window's line is from now on.
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
