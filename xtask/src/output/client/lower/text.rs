//! Descriptions as rustdoc: what typify drops said in words, and what rustdoc would misread escaped.

use crate::contract::{Schema, Shape};
use crate::value::Data;

/// The description of a schema, and what the lowering takes out of the schema.
pub(super) fn words(schema: &Schema) -> String {
    let mut words = schema.description.trim_end().to_owned();
    if let Some(default) = &schema.default
        && !words.to_lowercase().contains("default")
    {
        let value = match &default.data {
            Data::String(text) => text.clone(),
            _ => default.to_json().to_string(),
        };
        append(&mut words, &format!("Server default: `{value}`."));
    }
    if let Shape::Integer(integer) = &schema.shape {
        // typify has no variants for numbers, so their meanings go here.
        for value in integer.values.iter().filter(|value| !value.description.is_empty()) {
            append(&mut words, &format!("`{}`: {}", value.value, value.description));
        }
    }
    words
}

fn append(words: &mut String, sentence: &str) {
    if !words.is_empty() {
        words.push(' ');
    }
    words.push_str(sentence);
}

/// A description as rustdoc shows it unchanged and without a warning.
pub(crate) fn rustdoc(description: &str) -> String {
    let mut shown = Vec::new();
    let mut fenced = false;
    for line in description.trim_end().lines() {
        let fence = line.trim_start().strip_prefix("```");
        if let Some(language) = fence {
            // A fence without a language would be run as a test.
            let bare = !fenced && language.trim().is_empty();
            fenced = !fenced;
            shown.push(if bare { format!("{line}text") } else { line.to_owned() });
        } else if fenced {
            shown.push(line.to_owned());
        } else {
            // Four spaces would make a code block, and so a test, of the line.
            let indent = line.len() - line.trim_start().len();
            shown.push(escape(&line[if indent > 3 { indent } else { 0 }..]));
        }
    }
    shown.join("\n")
}

/// One paragraph as one line, for a place where a line break ends it.
pub(super) fn one_line(description: &str) -> String {
    rustdoc(&description.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Outside code spans: angle and square brackets escaped, addresses made links.
fn escape(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let taken = if c == '`' {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            if let Some(end) = closing(&rest[ticks..], ticks) {
                shown.push_str(&rest[..ticks + end]);
                ticks + end
            } else {
                shown.extend(std::iter::repeat_n("\\`", ticks));
                ticks
            }
        } else if rest.starts_with("https://") || rest.starts_with("http://") {
            let length = rest.find([' ', ')', '>', '`', '"']).unwrap_or(rest.len());
            let address = rest[..length].trim_end_matches(['.', ',', ';', ':']);
            shown.extend(["<", address, ">"]);
            address.len()
        } else {
            if matches!(c, '<' | '[' | ']') {
                shown.push('\\');
            }
            shown.push(c);
            c.len_utf8()
        };
        rest = &rest[taken..];
    }
    shown
}

/// Where the run of exactly `ticks` backticks ends that closes a code span.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = text.len() - start - text[start..].trim_start_matches('`').len();
        if run == ticks {
            return Some(start + run);
        }
        at = start + run;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::rustdoc;

    #[test]
    fn what_rustdoc_misreads_is_escaped() {
        for (text, shown) in [
            ("Map<String, String> of [note]", r"Map\<String, String> of \[note\]"),
            ("`Map<String>` and ``a ` [b]``, `[c]`", "`Map<String>` and ``a ` [b]``, `[c]`"),
            ("an open ` tick <b>", r"an open \` tick \<b>"),
            (
                "see https://example.com/a, or (http://b.example).",
                "see <https://example.com/a>, or (<http://b.example>).",
            ),
            ("one\n\n    let x = 1;", "one\n\nlet x = 1;"),
            ("- item\n  more", "- item\n  more"),
            ("```\na[0]\n```\n[b]", "```text\na[0]\n```\n\\[b\\]"),
            ("```json\n{}\n```", "```json\n{}\n```"),
            ("数据 <å>", r"数据 \<å>"),
        ] {
            assert_eq!(rustdoc(text), shown);
        }
    }
}
