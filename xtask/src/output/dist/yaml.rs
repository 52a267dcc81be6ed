//! A YAML writer whose output means the same to every reader.
//!
//! YAML 1.1 (PyYAML, Ruby, older Go) takes `no`, `1_000`, `12:30` or a date for something else than text, YAML 1.2 takes
//! fewer words so, and both have characters that end a plain scalar. Text is therefore written plainly only where it is
//! beyond doubt in both, long text as a folded or literal block, and everything else between quotes. No anchors, no tags,
//! no flow collections except the empty ones.

use std::fmt::Write;

use super::json::Json;

/// Where text is folded, in columns.
const WIDTH: usize = 110;

/// Words that YAML 1.1 or 1.2 reads as something else than text, in lower case.
const WORDS: [&str; 13] =
    ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan", "infinity", "undefined"];

/// A document in block style with the comment `header` on top.
pub(super) fn to_text(value: &Json, header: &str) -> String {
    let mut text = String::new();
    for line in header.lines() {
        text.push_str("# ");
        text.push_str(line);
        text.push('\n');
    }
    if is_block(value) {
        block(value, 0, &mut text);
    } else {
        inline(value, 2, &mut text);
        text.push('\n');
    }
    text
}

/// Whether a value takes lines of its own below its key.
fn is_block(value: &Json) -> bool {
    match value {
        Json::Array(items) => !items.is_empty(),
        Json::Object(members) => !members.is_empty(),
        _ => false,
    }
}

/// The members or items of a non-empty collection, each on a line that starts at `indent`.
fn block(value: &Json, indent: usize, text: &mut String) {
    let margin = " ".repeat(indent);
    match value {
        Json::Object(members) => {
            for (position, (key, member)) in members.iter().enumerate() {
                // The first member of an item stands on the line of its dash.
                if position > 0 || !text.ends_with("- ") {
                    text.push_str(&margin);
                }
                text.push_str(&line_scalar(key));
                text.push(':');
                if is_block(member) {
                    text.push('\n');
                    block(member, indent + 2, text);
                } else {
                    text.push(' ');
                    inline(member, indent + 2, text);
                    text.push('\n');
                }
            }
        }
        Json::Array(items) => {
            for (position, item) in items.iter().enumerate() {
                if position > 0 || !text.ends_with("- ") {
                    text.push_str(&margin);
                }
                text.push_str("- ");
                if is_block(item) {
                    block(item, indent + 2, text);
                } else {
                    inline(item, indent + 2, text);
                    text.push('\n');
                }
            }
        }
        _ => {}
    }
}

/// A scalar or an empty collection, without the line break after it; further lines start at `indent`.
fn inline(value: &Json, indent: usize, text: &mut String) {
    match value {
        Json::Null => text.push_str("null"),
        Json::Bool(truth) => text.push_str(if *truth { "true" } else { "false" }),
        Json::Integer(number) => text.push_str(&number.to_string()),
        Json::Float(number) => text.push_str(&float(*number)),
        Json::Array(_) => text.push_str("[]"),
        Json::Object(_) => text.push_str("{}"),
        Json::String(string) => {
            let is_long = string.split('\n').any(|line| line.chars().count() + indent > WIDTH);
            let lines = if is_long { folded(string, indent) } else { literal(string, indent) };
            text.push_str(&lines.unwrap_or_else(|| line_scalar(string)));
        }
    }
}

/// A number with a point and without an exponent: YAML 1.1 takes `1e5` for text.
fn float(number: f64) -> String {
    let digits = number.to_string();
    if digits.contains('.') { digits } else { format!("{digits}.0") }
}

/// Text of several lines as a literal block, if nothing in it would be lost.
fn literal(string: &str, indent: usize) -> Option<String> {
    let (chomping, body) = chomp(string)?;
    if !string.contains('\n') || !body.split('\n').all(|line| words(line).is_some()) {
        return None;
    }
    let margin = " ".repeat(indent);
    let lines =
        body.split('\n').map(|line| if line.is_empty() { "\n".to_owned() } else { format!("\n{margin}{line}") });
    Some(format!("|{chomping}{}", lines.collect::<String>()))
}

/// Long text as a folded block, if it has only single spaces between words; a line break becomes an empty line.
fn folded(string: &str, indent: usize) -> Option<String> {
    let (chomping, body) = chomp(string)?;
    let margin = " ".repeat(indent);
    let mut text = format!(">{chomping}");
    for (position, line) in body.split('\n').enumerate() {
        if position > 0 {
            text.push('\n');
        }
        let words = words(line)?;
        let mut column = usize::MAX;
        for word in words {
            let width = word.chars().count();
            if column.saturating_add(width + 1) > WIDTH {
                text.push('\n');
                text.push_str(&margin);
                column = indent;
            } else {
                text.push(' ');
                column += 1;
            }
            text.push_str(word);
            column += width;
        }
    }
    // A single word gains nothing from a block.
    body.contains(['\n', ' ']).then_some(text)
}

/// The block's chomping indicator and the text it leaves; `None` for text that needs another one.
fn chomp(string: &str) -> Option<(&'static str, &str)> {
    let (chomping, body) = string.strip_suffix('\n').map_or(("-", string), |body| ("", body));
    (!body.is_empty() && !body.starts_with('\n') && !body.ends_with('\n')).then_some((chomping, body))
}

/// The words of a line, if a block can hold it: visible characters with one space between words. An empty line has none.
fn words(line: &str) -> Option<Vec<&str>> {
    if line.is_empty() {
        return Some(Vec::new());
    }
    let words: Vec<_> = line.split(' ').collect();
    (words.iter().all(|word| !word.is_empty()) && line.chars().all(is_visible)).then_some(words)
}

/// Text on one line: plain if beyond doubt, else between quotes.
fn line_scalar(string: &str) -> String {
    if is_plain(string) {
        string.to_owned()
    } else if string.chars().all(is_visible) && !string.contains('\'') {
        format!("'{string}'")
    } else if string.chars().all(is_visible) && !string.contains(['"', '\\']) {
        format!("\"{string}\"")
    } else {
        escaped(string)
    }
}

/// Whether text can stand without quotes in YAML 1.1 and 1.2 alike.
fn is_plain(string: &str) -> bool {
    let starts_well = string.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | '$' | '^' | '('));
    let ends_well = !string.ends_with([' ', ':']);
    starts_well
        && ends_well
        && string.chars().all(is_visible)
        && !string.contains(": ")
        && !string.contains(" #")
        && !string.contains('\t')
        && !WORDS.contains(&string.to_ascii_lowercase().as_str())
}

/// Between double quotes with escapes that YAML 1.1 and 1.2 share.
fn escaped(string: &str) -> String {
    let mut text = "\"".to_owned();
    for c in string.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            c if is_visible(c) => text.push(c),
            c => {
                let (escape, width) = if u32::from(c) > 0xffff { ('U', 8) } else { ('u', 4) };
                write!(text, "\\{escape}{:0width$X}", u32::from(c)).expect("writing to memory does not fail");
            }
        }
    }
    text.push('"');
    text
}

/// Whether a character stands for itself in every reader: printable, and neither a line break nor one that only looks
/// like a space.
fn is_visible(c: char) -> bool {
    matches!(c, ' '..='~')
        || (c.is_alphanumeric() && u32::from(c) > 0xa0)
        || matches!(c, '–' | '—' | '…' | '“' | '”' | '‘' | '’' | '→' | '×' | '·')
}

#[cfg(test)]
mod tests;
