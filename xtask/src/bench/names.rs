//! Names of functions, as wasm-bindgen writes them into the module.

/// The function's name without its hash, and the crate that it is of, as far as the name says: what
/// is made of another crate's generic code counts for that one.
pub(super) fn function(symbol: &str) -> (String, String) {
    let name = without_hashes(symbol);
    let home = if name.contains("::") {
        crate_of(&name).unwrap_or("(unknown)")
    } else if name.starts_with("__wb") {
        "wasm_bindgen"
    } else {
        // Of the compiler's own library, or of the linker.
        "(no crate)"
    };
    let home = home.to_owned();
    (name, home)
}

/// The name without the hashes by which the compiler tells apart what has the same name: those of
/// functions (`::h0123456789abcdef`) and those of crates (`core[0123456789abcdef]`).
fn without_hashes(symbol: &str) -> String {
    let mut name = String::with_capacity(symbol.len());
    let mut rest = symbol;
    while let Some(index) = rest.find(['[', ':']) {
        let (before, after) = rest.split_at(index);
        name.push_str(before);
        let hash = [("[", "]"), ("::h", "")].into_iter().find_map(|(start, end)| {
            let (hash, after) = after.strip_prefix(start)?.split_at_checked(HASH)?;
            let is_hash = hash.bytes().all(|letter| letter.is_ascii_hexdigit());
            after.strip_prefix(end).filter(|_| is_hash)
        });
        if let Some(after) = hash {
            rest = after;
        } else {
            // Both of a `::` at once: the second begins no hash.
            let length = if after.starts_with("::") { 2 } else { 1 };
            name.push_str(&after[..length]);
            rest = &after[length..];
        }
    }
    name + rest
}

/// How long hashes are: 64 bits in hexadecimal.
const HASH: usize = 16;

/// The first crate of a path such as `<&mut a::B as c::D>::e`; a type without a path, such as a
/// number or a parameter, has none.
fn crate_of(path: &str) -> Option<&str> {
    let mut rest = path;
    loop {
        rest = rest.trim_start_matches(['<', '&', '*', '(', '[', ' ']);
        let keyword =
            ["mut ", "const ", "dyn ", "impl "].iter().find_map(|it| rest.strip_prefix(it));
        if let Some(after) = keyword {
            rest = after;
            continue;
        }
        let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let end = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if !word.is_empty() && after.starts_with("::") {
            return Some(word);
        }
        rest = rest.split_once(" as ")?.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_no_part_of_a_name() {
        for (symbol, name, home) in [
            ("core::fmt::Formatter::pad::h0123456789abcdef", "core::fmt::Formatter::pad", "core"),
            (
                "a::b::__wbg_b_0123456789abcdef::h0123456789abcdef externref shim",
                "a::b::__wbg_b_0123456789abcdef externref shim",
                "a",
            ),
            (
                "<core[0123456789abcdef]::a::B as core[0123456789abcdef]::c::D>::e",
                "<core::a::B as core::c::D>::e",
                "core",
            ),
            ("<[T] as a::B>::c", "<[T] as a::B>::c", "a"),
            ("domain::mail::huge", "domain::mail::huge", "domain"),
            ("__wbindgen_malloc", "__wbindgen_malloc", "wasm_bindgen"),
            ("memcpy", "memcpy", "(no crate)"),
        ] {
            assert_eq!(function(symbol), (name.to_owned(), home.to_owned()));
        }
    }

    #[test]
    fn a_function_is_of_the_first_crate_that_its_name_says() {
        for (path, want) in [
            ("a::b::c", Some("a")),
            ("<a::B as c::D>::e", Some("a")),
            ("<&mut a::B as c::D>::e", Some("a")),
            ("<dyn a::B>::c", Some("a")),
            ("<T as c::D>::e", Some("c")),
            ("<(A,B) as c::D>::e", Some("c")),
            ("<[T] as c::D>::e", Some("c")),
            ("main", None),
            ("<T as D>::e", None),
        ] {
            assert_eq!(crate_of(path), want, "{path}");
        }
    }
}
