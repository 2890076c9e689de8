//! Names of functions as the compiler writes them, for people.

/// The function's name without its hash, and the crate that it is of, as far as the name says: what
/// is made of another crate's generic code counts for that one.
pub(super) fn function(symbol: &str) -> (String, String) {
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    let home = if name != symbol || symbol.contains("::") {
        crate_of(&name).unwrap_or("(unknown)")
    } else if symbol.starts_with("__wb") {
        "wasm_bindgen"
    } else {
        // Of the compiler's own library, or of the linker.
        "(no crate)"
    };
    let home = home.to_owned();
    (name, home)
}

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
    fn both_ways_to_write_names_are_read() {
        for (symbol, name, home) in [
            ("_ZN4core3fmt9Formatter3pad17h0123456789abcdefE", "core::fmt::Formatter::pad", "core"),
            ("_RNvNtCs1234_7mycrate3foo3bar", "mycrate::foo::bar", "mycrate"),
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
