//! The inventory of what the site is made of (SBOM), in the form of CycloneDX 1.5.
//!
//! It lists the crates whose code is in the WebAssembly, Rust's own library, and, as `excluded`, the
//! crates that take part in compiling it without being in it (macros, build scripts); with their
//! versions, licences and hashes, and who depends on whom. The two programs that visitors run are
//! there with their hashes, so that it can be told which build an inventory is of.
//!
//! It is written from what cargo says, and not by a tool such as `cargo-cyclonedx`: that takes minutes to
//! install, lists what `cargo metadata` lists, which is more than what is compiled, and dates and numbers
//! each inventory at random. Two builds of one commit must be the same bytes, so this one has no date
//! and takes its number from its content. A test has it checked by the CycloneDX project's library.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::hex::hex;
use crate::project;

const APP: &str = "bluehats-participation";
const TARGET: &str = "wasm32-unknown-unknown";

/// A package's name and version, which no two packages of the app share.
type Id = (String, String);

/// What cargo and the compiler say, and what is in the site.
struct Facts {
    /// `cargo metadata`.
    metadata: Value,
    /// `cargo tree`, of what is linked into the app.
    linked: String,
    /// `cargo tree`, of all that is compiled for the app.
    compiled: String,
    /// `Cargo.lock`, which alone has the hashes.
    lock: String,
    /// `rustc --version`.
    rustc: String,
    /// The names of the site's programs, and the SHA-256 of each.
    programs: BTreeMap<String, String>,
}

/// The inventory of the finished site `dist`. `command` makes a command that runs a program as the
/// build runs it.
pub(super) fn of(dist: &Path, command: &mut dyn FnMut(&str) -> Command) -> Result<String> {
    let mut ask = |program: &str, arguments: &[&str]| said(command(program).args(arguments));
    let tree = |edges| {
        [
            &["tree", "--locked", "--package", APP, "--target", TARGET][..],
            &["--prefix", "none", "--format", "{p}", "--edges", edges],
        ]
        .concat()
    };
    // Of every platform: crates that only compile the app are compiled for the machine that builds.
    let metadata = ask("cargo", &["metadata", "--locked", "--format-version", "1"])?;
    let facts = Facts {
        metadata: serde_json::from_str(&metadata).context("cargo metadata gave no JSON")?,
        linked: ask("cargo", &tree("normal,no-proc-macro"))?,
        compiled: ask("cargo", &tree("normal,build"))?,
        lock: fs::read_to_string(project::root().join("Cargo.lock"))
            .context("cannot read Cargo.lock")?,
        rustc: ask("rustc", &["--version"])?,
        programs: programs(dist)?,
    };
    Ok(format!("{:#}\n", inventory(&facts)?))
}

fn said(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot start {command:?}"))?;
    if !output.status.success() {
        bail!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    String::from_utf8(output.stdout).with_context(|| format!("{command:?} gave no text"))
}

/// The script and the WebAssembly: the files at the top of the site with a hash in their name.
fn programs(dist: &Path) -> Result<BTreeMap<String, String>> {
    let mut programs = BTreeMap::new();
    for entry in fs::read_dir(dist).with_context(|| dist.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_program =
            path.extension().is_some_and(|extension| extension == "js" || extension == "wasm");
        if is_program && name.starts_with(APP) {
            let content =
                fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
            programs.insert(name, hex(&Sha256::digest(content)));
        }
    }
    Ok(programs)
}

fn inventory(facts: &Facts) -> Result<Value> {
    let packages = packages(&facts.metadata)?;
    let linked = ids(&facts.linked);
    let compiled = ids(&facts.compiled);
    let checksums = checksums(&facts.lock);
    let app = compiled.iter().find(|(name, _)| name == APP).context("the app is missing")?;

    let mut components = Vec::new();
    for id in &compiled {
        if id == app {
            continue;
        }
        let package = packages.get(id).with_context(|| format!("{id:?} is not in the metadata"))?;
        let scope = if linked.contains(id) { "required" } else { "excluded" };
        let mut component = component(package, id);
        component["type"] = json!("library");
        component["scope"] = json!(scope);
        if let Some(checksum) = checksums.get(id) {
            component["hashes"] = hashes(checksum);
        }
        components.push(component);
    }
    let version = facts.rustc.split_whitespace().nth(1).context("rustc says no version")?;
    let std = format!("rust-std@{version}");
    components.push(json!({
        "type": "library",
        "bom-ref": std,
        "name": "rust-std",
        "version": version,
        "scope": "required",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "purl": format!("pkg:generic/{std}"),
    }));
    for (name, hash) in &facts.programs {
        components
            .push(json!({ "type": "file", "bom-ref": name, "name": name, "hashes": hashes(hash) }));
    }

    let mut application = component(packages[app], app);
    application["type"] = json!("application");
    let mut inventory = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": application },
        "components": components,
        "dependencies": dependencies(&facts.metadata, &packages, &compiled, app, &std)?,
    });
    inventory["serialNumber"] = json!(serial_number(&inventory));
    Ok(inventory)
}

/// The packages that `cargo tree` lists: a name and a version a line, and more.
fn ids(tree: &str) -> BTreeSet<Id> {
    let id = |line: &str| {
        let (name, rest) = line.split_once(" v")?;
        Some((name.to_owned(), rest.split_whitespace().next()?.to_owned()))
    };
    tree.lines().filter_map(id).collect()
}

fn packages(metadata: &Value) -> Result<BTreeMap<Id, &Value>> {
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    Ok(packages.iter().map(|package| (id_of(package), package)).collect())
}

fn id_of(package: &Value) -> Id {
    let text = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
    (text("name"), text("version"))
}

/// What a package's own manifest says of it.
fn component(package: &Value, id: &Id) -> Value {
    let (name, version) = id;
    let mut component =
        json!({ "bom-ref": reference(package, id), "name": name, "version": version });
    if let Some(licence) = package["license"].as_str() {
        // As crates said « or » before there was a standard.
        let expression = licence.replace(" / ", " OR ").replace('/', " OR ");
        component["licenses"] = json!([{ "expression": expression }]);
    }
    if is_published(package) {
        component["purl"] = json!(reference(package, id));
    }
    if let Some(address) = package["repository"].as_str().filter(|url| url.starts_with("http")) {
        component["externalReferences"] = json!([{ "type": "vcs", "url": address }]);
    }
    component
}

/// The package's address (purl) where it has one; the project's own crates have none.
fn reference(package: &Value, (name, version): &Id) -> String {
    let name_and_version = format!("{name}@{}", version.replace('+', "%2B"));
    if is_published(package) { format!("pkg:cargo/{name_and_version}") } else { name_and_version }
}

fn is_published(package: &Value) -> bool {
    package["source"].as_str().is_some_and(|source| source.contains("crates.io-index"))
}

fn hashes(sha256: &str) -> Value {
    json!([{ "alg": "SHA-256", "content": sha256 }])
}

/// The SHA-256 of the packages that were downloaded. Cargo writes one key a line, in this order.
fn checksums(lock: &str) -> BTreeMap<Id, String> {
    let mut checksums = BTreeMap::new();
    for block in lock.split("[[package]]") {
        let value = |key: &str| {
            let line = block.lines().find_map(|line| line.strip_prefix(key))?;
            Some(line.strip_prefix(" = \"")?.strip_suffix('"')?.to_owned())
        };
        if let (Some(name), Some(version), Some(checksum)) =
            (value("name"), value("version"), value("checksum"))
        {
            checksums.insert((name, version), checksum);
        }
    }
    checksums
}

/// Who depends on whom, among what is compiled.
fn dependencies(
    metadata: &Value,
    packages: &BTreeMap<Id, &Value>,
    compiled: &BTreeSet<Id>,
    app: &Id,
    std: &str,
) -> Result<Value> {
    let by_cargos_id: BTreeMap<&str, (Id, &Value)> = packages
        .iter()
        .filter(|(id, _)| compiled.contains(id))
        .filter_map(|(id, package)| Some((package["id"].as_str()?, (id.clone(), *package))))
        .collect();
    let reference_of = |cargos_id: &Value| {
        let (id, package) = by_cargos_id.get(cargos_id.as_str()?)?;
        Some(reference(package, id))
    };
    let nodes = metadata["resolve"]["nodes"].as_array().context("cargo resolved nothing")?;
    let mut all = BTreeMap::new();
    for node in nodes {
        let Some(reference) = reference_of(&node["id"]) else { continue };
        let is_compiled = |dependency: &&Value| {
            let kinds = dependency["dep_kinds"].as_array();
            kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"] != "dev"))
        };
        let needs: BTreeSet<String> = node["deps"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(is_compiled)
            .filter_map(|dependency| reference_of(&dependency["pkg"]))
            .collect();
        all.insert(reference, needs);
    }
    let app = reference(packages[app], app);
    all.entry(app).or_default().insert(std.to_owned());
    let entry = |(of, on): (&String, &BTreeSet<String>)| json!({ "ref": of, "dependsOn": on });
    Ok(all.iter().map(entry).collect())
}

/// The inventory's number, a UUID (version 8, RFC 9562) made of its content.
fn serial_number(inventory: &Value) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::digest(inventory.to_string())[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex(&bytes);
    let groups = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    format!("urn:uuid:{}", groups.join("-"))
}

#[cfg(test)]
mod tests {
    use cyclonedx_bom::prelude::{Bom, SpecVersion, Validate};

    use super::*;

    const HASH: &str = "0000000000000000000000000000000000000000000000000000000000000007";
    const INDEX: &str = "registry+https://github.com/rust-lang/crates.io-index";

    /// An app that is of a crate of its own, a published one and its macro, and has another for tests.
    fn facts() -> Facts {
        let published = |name: &str, version: &str| {
            json!({
                "name": name, "version": version, "id": name, "source": INDEX,
                "license": "MIT/Apache-2.0", "repository": "https://example.org/a",
            })
        };
        let own = |name: &str| json!({ "name": name, "version": "0.1.0", "id": name, "source": null, "license": "MIT" });
        let dependency =
            |on: &str, kind: Option<&str>| json!({ "pkg": on, "dep_kinds": [{ "kind": kind }] });
        Facts {
            metadata: json!({
                "packages": [
                    own(APP), own("domain"), published("frame", "1.0.0+a"), published("macros", "2.0.0"),
                    published("checker", "3.0.0"),
                ],
                "resolve": { "nodes": [
                    { "id": APP, "deps": [
                        dependency("frame", None), dependency("domain", None), dependency("checker", Some("dev")),
                    ]},
                    { "id": "frame", "deps": [dependency("macros", None)] },
                    { "id": "domain", "deps": [] },
                    { "id": "macros", "deps": [] },
                    { "id": "checker", "deps": [] },
                ]},
            }),
            linked: format!(
                "{APP} v0.1.0 (/a)\ndomain v0.1.0 (/a/b)\nframe v1.0.0+a\n\nframe v1.0.0+a (*)\n"
            ),
            compiled: format!(
                "{APP} v0.1.0 (/a)\ndomain v0.1.0 (/a/b)\nframe v1.0.0+a\nmacros v2.0.0 (proc-macro)\n"
            ),
            lock: format!(
                "version = 4\n\n[[package]]\nname = \"domain\"\nversion = \"0.1.0\"\n\n\
                 [[package]]\nname = \"frame\"\nversion = \"1.0.0+a\"\nsource = \"{INDEX}\"\n\
                 checksum = \"{HASH}\"\ndependencies = [\n \"macros\",\n]\n"
            ),
            rustc: "rustc 1.95.0 (abc 2026-01-01)\n".to_owned(),
            programs: [("app.wasm".to_owned(), HASH.to_owned())].into(),
        }
    }

    fn named<'a>(inventory: &'a Value, name: &str) -> &'a Value {
        let components = inventory["components"].as_array().unwrap();
        components.iter().find(|component| component["name"] == name).unwrap_or(&Value::Null)
    }

    #[test]
    fn what_is_shipped_is_told_from_what_only_compiles_it() {
        let inventory = inventory(&facts()).unwrap();
        assert_eq!(inventory["metadata"]["component"]["name"], APP);
        let frame = named(&inventory, "frame");
        assert_eq!(frame["scope"], "required");
        assert_eq!(frame["version"], "1.0.0+a");
        assert_eq!(frame["purl"], "pkg:cargo/frame@1.0.0%2Ba");
        assert_eq!(frame["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(frame["hashes"][0]["content"], HASH);
        assert_eq!(named(&inventory, "macros")["scope"], "excluded");
        assert_eq!(named(&inventory, "domain")["purl"], Value::Null);
        assert_eq!(named(&inventory, "checker"), &Value::Null);
        assert_eq!(named(&inventory, "rust-std")["version"], "1.95.0");
        assert_eq!(named(&inventory, "app.wasm")["hashes"][0]["content"], HASH);
    }

    #[test]
    fn it_says_who_depends_on_whom() {
        let inventory = inventory(&facts()).unwrap();
        let needs = |of: &str| {
            let all = inventory["dependencies"].as_array().unwrap();
            all.iter().find(|entry| entry["ref"] == of).map(|entry| entry["dependsOn"].clone())
        };
        let app = json!(["domain@0.1.0", "pkg:cargo/frame@1.0.0%2Ba", "rust-std@1.95.0"]);
        assert_eq!(needs("bluehats-participation@0.1.0"), Some(app));
        assert_eq!(needs("pkg:cargo/frame@1.0.0%2Ba"), Some(json!(["pkg:cargo/macros@2.0.0"])));
        assert_eq!(needs("pkg:cargo/checker@3.0.0"), None);
    }

    #[test]
    fn its_number_is_new_when_and_only_when_the_content_is() {
        let number = |facts: &Facts| inventory(facts).unwrap()["serialNumber"].clone();
        let mut other = facts();
        assert_eq!(number(&facts()), number(&other));
        other.programs.insert("app.js".to_owned(), HASH.to_owned());
        assert_ne!(number(&facts()), number(&other));
    }

    /// The checks of the library by the authors of the format.
    #[track_caller]
    fn is_valid(inventory: &str) {
        let bom = Bom::parse_from_json(inventory.as_bytes()).unwrap();
        let outcome = bom.validate_version(SpecVersion::V1_5);
        assert!(outcome.passed(), "{outcome:#?}");
    }

    #[test]
    fn it_is_valid_cyclonedx() {
        is_valid(&inventory(&facts()).unwrap().to_string());
    }

    #[test]
    fn the_projects_own_is_valid_and_complete() {
        let site = tempfile::tempdir().unwrap();
        fs::write(site.path().join(format!("{APP}-0a.js")), "a").unwrap();
        let mut command = |program: &str| {
            let mut command = Command::new(program);
            command.current_dir(project::root());
            command
        };
        let text = of(site.path(), &mut command).unwrap();
        is_valid(&text);
        let inventory: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(named(&inventory, "leptos")["scope"], "required");
        assert_eq!(named(&inventory, "leptos_macro")["scope"], "excluded");
        assert_eq!(named(&inventory, "edition")["scope"], "excluded");
        assert_eq!(named(&inventory, "fantoccini"), &Value::Null);
        // Everything that comes from elsewhere has an address, a licence and a hash.
        for component in inventory["components"].as_array().unwrap() {
            if component["purl"].as_str().is_some_and(|purl| purl.starts_with("pkg:cargo/")) {
                assert!(component["licenses"].is_array(), "{component}");
                assert!(component["hashes"].is_array(), "{component}");
            }
        }
    }
}
