//! Examples: JSON with its keys, texts and numbers told apart, and other text as it is.

use maud::{Markup, html};

use super::view::View;

/// A fenced block of a page, with what it is checked against.
pub(super) fn fenced(view: &View<'_>, info: &str, text: &str) -> Markup {
    let (language, target) = info.split_once(' ').unwrap_or((info, ""));
    let what = match language {
        "json" => "JSON",
        "yaml" => "YAML",
        _ => "text",
    };
    html! {
        figure.example {
            @if !target.is_empty() {
                figcaption {
                    (what) ", checked as "
                    @if target == "any" { "any operation" } @else { (view.code(target)) }
                }
            }
            (block(language, text))
        }
    }
}

/// A block of code.
pub(super) fn block(language: &str, text: &str) -> Markup {
    html! {
        pre { code { @if language == "json" { (json(text)) } @else { (text) } } }
    }
}

/// JSON, or what is meant to be JSON, with its tokens marked.
fn json(text: &str) -> Markup {
    html! {
        @for token in tokens(text) {
            @match token.class {
                Some(class) => span class=(class) { (token.text) },
                None => (token.text),
            }
        }
    }
}

struct Token<'t> {
    class: Option<&'static str>,
    text: &'t str,
}

/// The text in pieces: keys, texts, numbers and words, and what is between.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.');
        let (class, length) = if rest.starts_with('"') {
            let length = string_length(rest);
            let is_key = rest[length..].trim_start().starts_with(':');
            (Some(if is_key { "key" } else { "string" }), length)
        } else if rest.starts_with(is_word) {
            (Some("literal"), rest.find(|c| !is_word(c)).unwrap_or(rest.len()))
        } else {
            (None, rest.find(|c| c == '"' || is_word(c)).unwrap_or(rest.len()))
        };
        let (token, after) = rest.split_at(length);
        tokens.push(Token { class, text: token });
        rest = after;
    }
    tokens
}

/// Bytes of the string that a text begins with; all of them if it does not end on its line.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return index + 1,
            '\n' => return index,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{json, tokens};

    #[test]
    fn keys_texts_and_words_are_told_apart() {
        let outline = |text: &str| {
            let tokens = tokens(text);
            assert_eq!(tokens.iter().map(|token| token.text).collect::<String>(), text);
            let marked = tokens.iter().filter_map(|token| Some(format!("{} {}", token.class?, token.text)));
            marked.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(
            outline(r#"{"a": ["b\"c", -1.5e3, true]}"#),
            r#"key "a", string "b\"c", literal -1.5e3, literal true"#
        );
        assert_eq!(outline("{\"a\n: 1"), "key \"a, literal 1");
        assert_eq!(outline("Köln“"), "literal K, literal ln");
        assert_eq!(outline(""), "");
    }

    #[test]
    fn markup_in_an_example_is_text() {
        assert_eq!(json("\"<b>\"").into_string(), "<span class=\"string\">&quot;&lt;b&gt;&quot;</span>");
    }
}
