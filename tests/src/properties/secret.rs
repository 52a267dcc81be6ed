//! A known secret, put into a text where it is one.

use drs_text::{Kind, Limits, Node};
use drs_validate::{Input, Syntax};

/// What stands for every secret; no part of it is found in the contract or in a message.
const SECRET: &str = "Zq7Jx9Wk3Vb5";

/// How long a part of the secret may be that is said by chance.
const CHANCE: usize = 4;

/// Names of secrets, as they are written and with up to two mistakes.
const KEYS: [&str; 8] = [
    "db_password",
    "password",
    "dbPasword",
    "db_passwrod",
    "ssl_cert_key",
    "ssl_cert_pasword",
    "X-Auth-Token",
    "secret_acess_key",
];

/// What may stand where a secret belongs; `@` is the secret.
const VALUES: [&str; 6] = [r#""@""#, r#"["@"]"#, r#"{"@": "@"}"#, r#""@\q""#, r#""@\n@""#, r#"[1, {"a": "@"}]"#];

/// What may stand there in a block of YAML, where `@` is the secret and every line but the first is indented by what stands for `_`.
const BLOCK_VALUES: [&str; 6] = ["@", "\"@\"", "'@'", "|-\n_  @\n_  @", "\n_  - @\n_  - a: @", "{@: @}"];

/// How many places of a text are tried.
const PLACES: usize = 3;

/// Calls `use_it` with the text in which an object has one more member, a secret: for some objects and several forms. Texts
/// that have a part of the secret anyway are left out.
pub(super) fn each_hidden(bytes: &[u8], syntax: Syntax, mut use_it: impl FnMut(&str)) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if shows(text) {
        return;
    }
    let parsed = Input { text: bytes, syntax }.parse(Limits::default());
    let Some(tree) = &parsed.tree else { return };
    let mut places = Vec::new();
    objects(tree.root(), text, &mut places);
    let step = places.len().div_ceil(PLACES).max(1);
    // The choice follows from the text, so that a fuzzer reaches every one.
    let seed = bytes.iter().fold(0_usize, |sum, &byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    for (index, place) in places.into_iter().step_by(step).enumerate() {
        let choice = seed.wrapping_add(index);
        let (key, value) = (KEYS[choice % KEYS.len()], choice / KEYS.len() % VALUES.len());
        let (at, member) = match place {
            Place::Brace(at) => (at, format!("\"{key}\": {}, ", VALUES[value].replace('@', SECRET))),
            Place::Line { at, column } => {
                let indent = " ".repeat(column);
                let value = BLOCK_VALUES[value].replace('@', SECRET).replace('_', &indent);
                (at, format!("{key}: {value}\n{indent}"))
            }
        };
        use_it(&[&text[..at], &member, &text[at..]].concat());
    }
}

/// Where an object takes one more member.
enum Place {
    /// Behind its opening brace.
    Brace(usize),
    /// In a block of YAML: on a line of its own before the first key, which stands in this column.
    Line { at: usize, column: usize },
}

/// The places of a value and of all values in it.
fn objects(it: Node<'_>, text: &str, places: &mut Vec<Place>) {
    match it.kind() {
        Kind::Object => {
            if it.raw().starts_with('{') {
                places.push(Place::Brace(it.span().range().start + 1));
            } else if let Some(first) = it.members().next() {
                let at = first.key.span().range().start;
                let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
                places.push(Place::Line { at, column: text[line..at].chars().count() });
            }
            it.members().for_each(|member| objects(member.value, text, places));
        }
        Kind::Array => it.items().for_each(|item| objects(item, text, places)),
        _ => {}
    }
}

/// Whether a text shows a part of the secret.
fn shows(text: &str) -> bool {
    (0..SECRET.len() - CHANCE).any(|at| text.contains(&SECRET[at..=at + CHANCE]))
}

/// Fails if what is said about `text` shows a part of the secret.
pub(super) fn assert_hidden(said: &str, text: &str) {
    assert!(!shows(said), "a secret of\n{text}\nis shown in\n{said}");
}
