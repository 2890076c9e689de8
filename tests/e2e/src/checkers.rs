//! What checkers that others wrote find wrong with a page: axe-core with its accessibility, the Nu
//! Html Checker with its HTML. `cargo xtask test e2e` names both by environment variables.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;
use tempfile::TempDir;

use crate::visitor::Visitor;

/// What axe-core is asked for: WCAG 2.0 to 2.2, levels A and AA, and what its authors advise beyond.
const TAGS: [&str; 6] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// Something that axe-core says of an element.
#[derive(Debug, Deserialize)]
struct Finding {
    rule: String,
    help: String,
    target: String,
    html: String,
    why: String,
}

/// What axe-core says of a page.
#[derive(Debug, Deserialize)]
struct Findings {
    /// What is wrong.
    violations: Vec<Finding>,
    /// What a person has to look at.
    incomplete: Vec<Finding>,
}

impl Visitor<'_> {
    /// What axe-core finds wrong with the page as it is now, in words: the rule, the element, and
    /// why. What it cannot tell counts as wrong, but for contrasts of texts that something lies over
    /// (as the status bar does): those are printed. The contrasts of all colours that are used
    /// together are reckoned by a test of their own.
    ///
    /// # Errors
    /// When axe-core is not there, or cannot run in the page.
    pub async fn audit(&self) -> Result<Vec<String>> {
        if self.see("return 'axe' in window").await? == false {
            let program = fs::read_to_string(named("AXE_CORE")?).context("cannot read axe-core")?;
            // A driver's script is no script of the page: no policy forbids it.
            self.client().execute(&program, Vec::new()).await?;
        }
        let script = "
            const [tags, done] = arguments;
            const flat = (results) => results.flatMap(({ id, help, nodes }) => nodes.map((node) => ({
                rule: id,
                help,
                target: node.target.join(' '),
                html: node.html.slice(0, 200),
                why: node.failureSummary ?? '',
            })));
            const options = {
                runOnly: { type: 'tag', values: tags },
                // Not asked for by default.
                rules: { 'target-size': { enabled: true } },
                resultTypes: ['violations', 'incomplete'],
                // The pages have neither style sheets nor media to be fetched.
                preload: false,
            };
            axe.run(document, options).then(
                ({ violations, incomplete }) =>
                    done({ violations: flat(violations), incomplete: flat(incomplete) }),
                (error) => done(String(error)));";
        let answer = self.client().execute_async(script, vec![json!(TAGS)]).await?;
        let found: Findings = serde_json::from_value(answer.clone())
            .with_context(|| format!("axe-core says {answer}"))?;
        let (contrasts, others): (Vec<_>, Vec<_>) =
            found.incomplete.into_iter().partition(|finding| finding.rule == "color-contrast");
        for contrast in contrasts {
            eprintln!("axe-core cannot tell: {}", contrast.in_words());
        }
        Ok(found.violations.iter().chain(&others).map(Finding::in_words).collect())
    }

    /// What has a name that only one may have: ids that several elements have, and names of radio
    /// buttons that several groups have, so that a choice in one changes the other. In any browser.
    ///
    /// # Errors
    /// When the browser does not answer.
    pub async fn named_twice(&self) -> Result<Vec<String>> {
        let script = "
            const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
            const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
            const groups = new Map();
            for (const button of document.querySelectorAll('input[type=radio]')) {
                const group = groups.get(button.name) ?? groups.set(button.name, new Set()).get(button.name);
                group.add(button.closest('fieldset'));
            }
            const shared = [...groups].filter(([, group]) => group.size > 1).map(([name]) => name);
            return [...twice.map((id) => `id ${id}`), ...shared.map((name) => `radio buttons ${name}`)];";
        self.see_as(script).await
    }
}

impl Finding {
    fn in_words(&self) -> String {
        let Self { rule, help, target, html, why } = self;
        format!("{rule} ({help})\n  {target}\n  {html}\n  {}", why.replace('\n', "\n  "))
    }
}

/// HTML documents for the Nu Html Checker, which is asked about all of them at once: it takes a
/// second or two to start.
#[derive(Debug)]
pub struct Documents {
    /// Each document, and what it is called in what the checker says.
    files: Vec<(PathBuf, String)>,
    /// For those that are no files yet.
    folder: TempDir,
}

/// One message of the checker's. <https://github.com/validator/validator/wiki/Output-»-JSON>
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    sub_type: String,
    #[serde(default)]
    url: String,
    #[serde(rename = "message")]
    words: String,
    #[serde(default)]
    last_line: u32,
    #[serde(default)]
    extract: String,
}

#[derive(Debug, Deserialize)]
struct Answer {
    messages: Vec<Message>,
}

/// What the checker is wrong about: some of its words, and why they are no defect. It knows HTML as
/// it is today, but neither CSS nor policies.
const MISTAKEN: [&str; 3] = [
    // It knows neither `field-sizing` nor `container-type`, nor the lengths of containers, and takes
    // them for errors. Browsers pass over what they do not know; `tests/style.rs` looks at sheets.
    "CSS: ",
    // It does not reckon the hashes of a policy, and cannot know what scripts have added. Browsers
    // do, and the journeys of `sealed` fail when one of them refuses something.
    "violates Content Security Policy",
    // The announcement stays where it is, hidden, while the app shows another page. That no two are
    // in sight is looked at by `Visitor::heading` and by axe-core.
    "Consider using the “h1” element as a top-level heading only",
];

impl Documents {
    /// None yet.
    ///
    /// # Errors
    /// When no folder can be made for them.
    pub fn new() -> Result<Self> {
        let folder = tempfile::tempdir().context("cannot make a folder for documents")?;
        Ok(Self { files: Vec::new(), folder })
    }

    /// Adds a file.
    pub fn add_file(&mut self, path: &Path) {
        self.files.push((path.to_owned(), path.display().to_string()));
    }

    /// Adds a document; `name` says in words what it is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, name: &str, html: &str) -> Result<()> {
        let path = self.folder.path().join(format!("{}.html", self.files.len()));
        fs::write(&path, html).with_context(|| format!("cannot write {}", path.display()))?;
        self.files.push((path, name.to_owned()));
        Ok(())
    }

    /// What the checker finds wrong, errors and warnings, in words; the same of several documents
    /// once.
    ///
    /// # Errors
    /// When there is no checker, it cannot run, or there is nothing to check.
    pub fn check(&self) -> Result<Vec<String>> {
        ensure!(!self.files.is_empty(), "there is no document to check");
        let mut java = Command::new(env::var_os("JAVA").unwrap_or_else(|| "java".into()));
        java.arg("-jar").arg(named("VNU_JAR")?);
        java.args(["--format", "json", "--stdout", "--exit-zero-always"]);
        java.args(self.files.iter().map(|(path, _)| path));
        let output = java.output().context("cannot start Java: run `cargo xtask test e2e`")?;
        let Answer { messages } = serde_json::from_slice(&output.stdout).with_context(|| {
            format!("the HTML checker says {}", String::from_utf8_lossy(&output.stderr))
        })?;
        let wrong = messages.iter().filter(|message| message.is_a_defect());
        let mut said = BTreeSet::new();
        Ok(wrong
            .filter(|message| said.insert((&message.words, &message.extract)))
            .map(|message| message.in_words(self.name(&message.url)))
            .collect())
    }

    fn name<'a>(&'a self, url: &'a str) -> &'a str {
        let path = Path::new(url.strip_prefix("file:").unwrap_or(url));
        self.files.iter().find(|(file, _)| file == path).map_or(url, |(_, name)| name)
    }
}

impl Message {
    /// Errors, warnings, and documents that could not be checked at all; what is only good to know
    /// is not.
    fn is_a_defect(&self) -> bool {
        let is_wrong = self.kind != "info" || self.sub_type == "warning";
        is_wrong && !MISTAKEN.iter().any(|words| self.words.contains(words))
    }

    fn in_words(&self, document: &str) -> String {
        let Self { kind, words, last_line, extract, .. } = self;
        format!("{kind}: {words}\n  {document}, line {last_line}\n  {extract}")
    }
}

/// What is newer than ES2015 in the classic scripts of a page, as the parser acorn says it. Modules are left out:
/// browsers that old pass over them.
///
/// # Errors
/// When there is no parser, it cannot run, or the page has no script.
pub fn newer_than_2015(html: &str) -> Result<Vec<String>> {
    let folder = tempfile::tempdir().context("cannot make a folder for scripts")?;
    let scripts: Vec<_> = html.split("<script>").skip(1).collect();
    ensure!(!scripts.is_empty(), "there is no script to check");
    let mut found = Vec::new();
    for (index, rest) in scripts.iter().enumerate() {
        let (script, _) = rest.split_once("</script>").context("a script has no end")?;
        let file = folder.path().join(format!("{index}.js"));
        fs::write(&file, script).with_context(|| format!("cannot write {}", file.display()))?;
        let mut acorn = Command::new(named("ACORN")?);
        let output = acorn.args(["--ecma2015", "--silent"]).arg(&file).output();
        let output = output.context("cannot start acorn: run `cargo xtask test e2e`")?;
        if !output.status.success() {
            found.push(String::from_utf8_lossy(&output.stderr).into_owned());
        }
    }
    Ok(found)
}

/// The file that an environment variable names.
fn named(variable: &str) -> Result<OsString> {
    env::var_os(variable)
        .with_context(|| format!("{variable} names no file: run `cargo xtask test e2e`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: &str, sub_type: &str, message: &str) -> Message {
        let answer = json!({ "type": kind, "subType": sub_type, "message": message });
        serde_json::from_value(answer).unwrap()
    }

    #[test]
    fn errors_and_warnings_are_defects() {
        assert!(message("error", "", "Stray end tag “p”.").is_a_defect());
        assert!(message("non-document-error", "io", "File not found.").is_a_defect());
        assert!(message("info", "warning", "Section lacks heading.").is_a_defect());
        assert!(!message("info", "", "Trailing slash on void elements…").is_a_defect());
        let unknown = "CSS: “field-sizing”: Property “field-sizing” doesn't exist.";
        assert!(!message("error", "", unknown).is_a_defect());
    }

    #[test]
    fn documents_are_called_by_their_names() {
        let mut documents = Documents::new().unwrap();
        documents.add("the form, empty", "<p>").unwrap();
        documents.add_file(Path::new("/site/index.html"));
        let path = documents.files[0].0.display().to_string();
        assert_eq!(documents.name(&format!("file:{path}")), "the form, empty");
        assert_eq!(documents.name("file:/site/index.html"), "/site/index.html");
        assert_eq!(documents.name("file:/other.html"), "file:/other.html");
    }
}
