//! Marks for a tool that is not used here.
//!
//! Leptos can have its WebAssembly split by `wasm-split`, and leaves a mark of its version for it: an
//! export that nothing reads. Its name holds a hash of the path of cargo's folder, so that it says
//! something of the machine that built the site, and is the one thing in the module that would be
//! otherwise on another.

use std::convert::Infallible;

use wasm_encoder::reencode::{self, Error, Reencode};
use wasm_encoder::{ExportSection, Module};
use wasmparser::{Export, Parser};

const MARK: &str = "_WASM_SPLIT_MARKER_";

/// The module without the marks. `None` when it cannot be read.
pub(super) fn remove(module: &[u8]) -> Option<Vec<u8>> {
    let mut unmarked = Module::new();
    Unmark.parse_core_module(&mut unmarked, Parser::new(0), module).ok()?;
    Some(unmarked.finish())
}

struct Unmark;

impl Reencode for Unmark {
    type Error = Infallible;

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error> {
        if export.name.contains(MARK) {
            return Ok(());
        }
        reencode::utils::parse_export(self, exports, export)
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ConstExpr, ExportKind, GlobalSection, GlobalType, ValType};
    use wasmparser::Payload;

    use super::*;

    /// A module that exports a number under each of these names.
    fn module(names: &[&str]) -> Vec<u8> {
        let mut globals = GlobalSection::new();
        let ty = GlobalType { val_type: ValType::I32, mutable: false, shared: false };
        globals.global(ty, &ConstExpr::i32_const(7));
        let mut exports = ExportSection::new();
        for name in names {
            exports.export(name, ExportKind::Global, 0);
        }
        let mut module = Module::new();
        module.section(&globals).section(&exports);
        module.finish()
    }

    fn exports(module: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ExportSection(exports) = payload.unwrap() {
                names.extend(exports.into_iter().map(|export| export.unwrap().name.to_owned()));
            }
        }
        names
    }

    #[test]
    fn modules_that_differ_in_their_marks_become_the_same() {
        let one = module(&["memory", "_WASM_SPLIT_MARKER_0123456789abcdefversion", "start"]);
        let other = module(&["memory", "_WASM_SPLIT_MARKER_fedcba9876543210version", "start"]);
        let unmarked = remove(&one).unwrap();
        assert_eq!(unmarked, remove(&other).unwrap());
        assert_eq!(exports(&unmarked), ["memory", "start"]);
        assert_eq!(remove(b"no module"), None);
    }
}
