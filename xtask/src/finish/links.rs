//! Links between the pages: which one is the current page's, and where the site is published.

use routes::{CALENDAR_PATH, Route};

/// The paths of the site that its own HTML may name, all below the public path.
pub(super) struct KnownPaths(Vec<String>);

impl KnownPaths {
    /// The pages, the calendar entry, and these files.
    pub(super) fn new(public_files: Vec<String>) -> Self {
        let mut paths = public_files;
        paths.extend(Route::ALL.map(|route| route.path().to_owned()));
        paths.push(CALENDAR_PATH.to_owned());
        Self(paths)
    }

    /// Whether an address, perhaps with a question or a fragment, is one of ours. What Trunk
    /// wrote is not: it has the public path already.
    fn contain(&self, address: &str) -> bool {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        self.0.iter().any(|known| known == path)
    }
}

/// Puts `prefix` before every address of ours that a `href` or a `src` holds.
pub(super) fn prefix(html: &str, prefix: &str, known: &KnownPaths) -> String {
    let mut prefixed = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = next_address(rest) {
        let (before, after) = rest.split_at(start);
        prefixed.push_str(before);
        let address = after.split('"').next().unwrap_or_default();
        if known.contain(address) {
            prefixed.push_str(prefix);
        }
        prefixed.push_str(address);
        rest = &after[address.len()..];
    }
    prefixed.push_str(rest);
    prefixed
}

/// Where the value of the next `href` or `src` starts.
fn next_address(html: &str) -> Option<usize> {
    [" href=\"", " src=\""].iter().filter_map(|name| Some(html.find(name)? + name.len())).min()
}

/// Marks the links to `path` in the navigation as the current page's.
pub(super) fn mark_current(html: &str, path: &str) -> String {
    let Some((before, rest)) = html.split_once("<nav") else { return html.to_owned() };
    let Some((navigation, after)) = rest.split_once("</nav>") else { return html.to_owned() };
    let link = format!(" href=\"{path}\"");
    let navigation = navigation.replace(&link, &format!("{link} aria-current=\"page\""));
    format!("{before}<nav{navigation}</nav>{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, want: &str) {
        let known = KnownPaths::new(vec!["/icone.svg".to_owned()]);
        assert_eq!(prefix(html, "/sous/chemin", &known), want);
        assert_eq!(prefix(html, "", &known), html);
    }

    #[test]
    fn our_own_addresses_get_the_public_path() {
        check(r#"<a href="/">"#, r#"<a href="/sous/chemin/">"#);
        check(
            r#"<a class="a" href="/participer">x</a><a href="/relire">"#,
            r#"<a class="a" href="/sous/chemin/participer">x</a><a href="/sous/chemin/relire">"#,
        );
        check(
            r#"<a href="/agenda.ics" download>"#,
            r#"<a href="/sous/chemin/agenda.ics" download>"#,
        );
        check(
            r#"<img src="/icone.svg"><link rel="icon" href="/icone.svg">"#,
            r#"<img src="/sous/chemin/icone.svg"><link rel="icon" href="/sous/chemin/icone.svg">"#,
        );
        check(
            r#"<a href="/participer#nom"><a href="/participer?a=b">"#,
            r#"<a href="/sous/chemin/participer#nom"><a href="/sous/chemin/participer?a=b">"#,
        );
    }

    #[test]
    fn other_addresses_stay() {
        for html in [
            r##"<a href="#contenu">"##,
            r#"<a href="">"#,
            r#"<a href="//participer">"#,
            r#"<a href="https://example.org/participer">"#,
            r#"<a href="mailto:a@b.fr">"#,
            r#"<link href="/sous/chemin/app-0123.js">"#,
            r#"<a href="/autre">"#,
            r#"<p data-href="/participer">"#,
            r#"a text with href="/participer"#,
        ] {
            let known = KnownPaths::new(Vec::new());
            assert_eq!(prefix(html, "/p", &known).replace("/p/participer", "/participer"), html);
        }
        check(r#"<p data-href="/participer">"#, r#"<p data-href="/participer">"#);
        check(
            r#"<link href="/sous/chemin/app-0123.js">"#,
            r#"<link href="/sous/chemin/app-0123.js">"#,
        );
    }

    #[test]
    fn the_navigation_says_which_page_is_current() {
        let html = r#"<a href="/relire"></a><nav id="n"><a href="/"></a><a href="/relire"></a></nav><a href="/relire"></a>"#;
        assert_eq!(
            mark_current(html, "/relire"),
            r#"<a href="/relire"></a><nav id="n"><a href="/"></a><a href="/relire" aria-current="page"></a></nav><a href="/relire"></a>"#
        );
        assert_eq!(mark_current(html, "/imprimer"), html);
        assert_eq!(mark_current("<p>", "/"), "<p>");
    }
}
