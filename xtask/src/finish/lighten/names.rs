//! The names by which the WebAssembly and its script know each other's functions.
//!
//! wasm-bindgen makes them unique with a hash, as in `__wbg_append_0123456789abcdef`, and writes
//! them in both files. Nothing compresses worse than hashes: short names spare 5.1 kB (brotli).

use std::collections::HashMap;

/// What short names begin with; a number in hexadecimal follows.
const PREFIX: char = 'w';

/// The sections of a module in which names are, as the WebAssembly specification numbers them.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// The only sort of import that wasm-bindgen makes.
const FUNCTION: u8 = 0;

/// The script and the module with short names in the place of those that have a hash. `None` when
/// the module is not as wasm-bindgen makes them, or when the script uses a short name already.
pub(super) fn shorten(script: &str, module: &[u8]) -> Option<(String, Vec<u8>)> {
    if words(script).any(|(word, _)| is_short(word)) {
        return None;
    }
    let mut names = Names::default();
    let module = rename(module, &mut names)?;
    let script = words(script).flat_map(|(word, end)| [names.known(word), end]).collect();
    Some((script, module))
}

/// The short names, by the long ones.
#[derive(Default)]
struct Names(HashMap<String, String>);

impl Names {
    fn known<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }

    /// Of a name without a hash, one cannot tell whether it means something else in the script:
    /// such names stay.
    fn shorten<'a>(&'a mut self, name: &'a str) -> &'a str {
        if !has_hash(name) {
            return name;
        }
        let next = self.0.len();
        self.0.entry(name.to_owned()).or_insert_with(|| format!("{PREFIX}{next:x}"))
    }
}

/// Whether a part of the name, between underscores, is 64 bits in hexadecimal.
fn has_hash(name: &str) -> bool {
    name.split('_').any(|part| part.len() == 16 && is_hexadecimal(part))
}

fn is_short(name: &str) -> bool {
    name.strip_prefix(PREFIX).is_some_and(|number| !number.is_empty() && is_hexadecimal(number))
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f'))
}

/// The words of a script, some of them empty, each with the sign behind it.
fn words(script: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_of_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
    script
        .split_inclusive(move |letter| !is_of_word(letter))
        .map(move |part| part.split_at(part.find(|c| !is_of_word(c)).unwrap_or(part.len())))
}

/// The module with its imports and exports under their short names.
fn rename(module: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut rest = Reader(module);
    let mut renamed = rest.bytes(b"\0asm\x01\0\0\0".len())?.to_vec();
    while !rest.0.is_empty() {
        let section = rest.byte()?;
        let content = rest.sized()?;
        renamed.push(section);
        match section {
            IMPORTS => push_sized(&mut renamed, &rename_imports(content, names)?),
            EXPORTS => push_sized(&mut renamed, &rename_exports(content, names)?),
            _ => push_sized(&mut renamed, content),
        }
    }
    Some(renamed)
}

fn rename_imports(section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut rest = Reader(section);
    let mut renamed = Vec::with_capacity(section.len());
    let count = rest.number()?;
    push_number(&mut renamed, count);
    for _ in 0..count {
        push_sized(&mut renamed, rest.sized()?);
        push_sized(&mut renamed, names.shorten(rest.name()?).as_bytes());
        if rest.byte()? != FUNCTION {
            return None;
        }
        renamed.push(FUNCTION);
        push_number(&mut renamed, rest.number()?);
    }
    Some(renamed)
}

fn rename_exports(section: &[u8], names: &mut Names) -> Option<Vec<u8>> {
    let mut rest = Reader(section);
    let mut renamed = Vec::with_capacity(section.len());
    let count = rest.number()?;
    push_number(&mut renamed, count);
    for _ in 0..count {
        push_sized(&mut renamed, names.shorten(rest.name()?).as_bytes());
        renamed.push(rest.byte()?);
        push_number(&mut renamed, rest.number()?);
    }
    Some(renamed)
}

/// What of a module is still to be read. Each method gives `None` where there is no such thing.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(bytes)
    }

    /// A number of at most 32 bits, in LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// Bytes behind their count.
    fn sized(&mut self) -> Option<&'a [u8]> {
        let count = self.number()?;
        self.bytes(count)
    }

    fn name(&mut self) -> Option<&'a str> {
        str::from_utf8(self.sized()?).ok()
    }
}

/// Writes a number in LEB128.
fn push_number(module: &mut Vec<u8>, number: usize) {
    let mut rest = number;
    while rest >= 0x80 {
        module.push(lowest_byte(rest) | 0x80);
        rest >>= 7;
    }
    module.push(lowest_byte(rest));
}

const fn lowest_byte(number: usize) -> u8 {
    let [byte, ..] = number.to_le_bytes();
    byte
}

/// Writes bytes behind their count.
fn push_sized(module: &mut Vec<u8>, bytes: &[u8]) {
    push_number(module, bytes.len());
    module.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "const import0 = { __wbg_add_0123456789abcdef: function(a) { return a; } };\n\
        function invoke_fedcba9876543210__1_(a) { wasm.invoke_fedcba9876543210__1_(a); }\n\
        wasm.__wbindgen_start(); // abc_0123456789abcdefg\n";

    fn sized(bytes: &[u8]) -> Vec<u8> {
        let mut sized = Vec::new();
        push_sized(&mut sized, bytes);
        sized
    }

    /// A module that imports a function of each of the names, and exports them again.
    fn module(names: &[&str]) -> Vec<u8> {
        let mut module = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0".to_vec();
        let (mut imports, mut exports) = (Vec::new(), Vec::new());
        push_number(&mut imports, names.len());
        push_number(&mut exports, names.len());
        for (index, name) in names.iter().enumerate() {
            imports.extend(
                [sized(b"./app_bg.js"), sized(name.as_bytes()), vec![FUNCTION, 0]].concat(),
            );
            exports.extend([sized(name.as_bytes()), vec![FUNCTION]].concat());
            push_number(&mut exports, index);
        }
        module.extend([vec![IMPORTS], sized(&imports), vec![EXPORTS], sized(&exports)].concat());
        module
    }

    #[test]
    fn names_with_a_hash_become_short_in_both() {
        let long =
            ["__wbg_add_0123456789abcdef", "__wbindgen_start", "invoke_fedcba9876543210__1_"];
        let (script, renamed) = shorten(SCRIPT, &module(&long)).unwrap();
        assert_eq!(renamed, module(&["w0", "__wbindgen_start", "w1"]));
        assert_eq!(
            script,
            "const import0 = { w0: function(a) { return a; } };\nfunction w1(a) { wasm.w1(a); }\n\
             wasm.__wbindgen_start(); // abc_0123456789abcdefg\n"
        );
    }

    #[test]
    fn many_names_each_get_one() {
        let names: Vec<_> = (0..300).map(|number| format!("f_{number:016x}")).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let (script, renamed) = shorten(&names.join(" "), &module(&names)).unwrap();
        let short: Vec<_> = script.split(' ').collect();
        assert_eq!(short.last(), Some(&"w12b"));
        assert_eq!(renamed, module(&short));
    }

    #[test]
    fn what_is_not_understood_stays() {
        let good = module(&["__wbg_add_0123456789abcdef"]);
        assert_eq!(shorten("let w1f = 0;", &good), None);
        assert!(shorten("let w = 0, wasm, w1g, aw1;", &good).is_some());
        for end in 0..good.len() {
            // Between two sections a module may end.
            let is_whole = [8, 14, 58].contains(&end);
            assert_eq!(shorten(SCRIPT, &good[..end]).is_some(), is_whole, "{end}");
        }
        let memory = [good[..57].to_vec(), vec![2, 0]].concat();
        assert_eq!(shorten(SCRIPT, &memory), None);
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for number in [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, 0xffff_ffff] {
            let mut bytes = Vec::new();
            push_number(&mut bytes, number);
            assert_eq!(Reader(&bytes).number(), Some(number));
        }
        assert_eq!(Reader(&[0x80; 5]).number(), None);
    }
}
