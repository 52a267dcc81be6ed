//! Edits that remove a fault, where there is one right way.
//!
//! An edit replaces only what is wrong and never repeats text that may be secret: quotes are put around a value, not
//! the value written anew. Only numbers and bare words, where the fault is the spelling itself, are respelt.

use crate::fault::{Expected, Fault, FaultKind, NumberFlaw};
use crate::number::respell;
use crate::{Edit, Span};

impl Fault {
    /// Edits of the faulty `text` after which this fault is gone and the value is the one that the parser took it for.
    /// `None` where that would be a guess.
    pub fn fix(&self, text: &str) -> Option<Vec<Edit>> {
        let span = self.span;
        let source = text.get(span.range())?;
        let edit = match &self.kind {
            FaultKind::ByteOrderMark | FaultKind::TrailingComma => Edit::delete(span),
            FaultKind::Comment => without_comment(text, span),
            FaultKind::UnexpectedToken { expected: Expected::Whitespace } => Edit::new(span, " "),
            FaultKind::MissingComma | FaultKind::UnquotedKey if is_at_quote(text, span) => return None,
            FaultKind::MissingComma => Edit::insert(span.start, ","),
            FaultKind::UnexpectedToken { expected: Expected::Value | Expected::Key }
                if is_doubled_comma(text, span) =>
            {
                Edit::delete(span)
            }
            FaultKind::UnexpectedToken { expected: Expected::Colon } if matches!(source, "=" | "=>" | "\u{FF1A}") => {
                Edit::new(span, ":")
            }
            FaultKind::UnquotedKey => return Some(vec![Edit::insert(span.start, "\""), Edit::insert(span.end, "\"")]),
            FaultKind::TrailingContent => Edit::delete(stray_end(text, span)?),
            FaultKind::SingleQuotes { .. } => return double_quotes(source, span),
            FaultKind::ControlCharacter => Edit::new(span, source.chars().map(escape).collect::<String>()),
            FaultKind::InvalidEscape => return invalid_escape(source, span, self.related),
            // Digits with zeros before them are often an identifier, and a hexadecimal number may be one.
            FaultKind::InvalidNumber { reason: NumberFlaw::LeadingZero | NumberFlaw::Hexadecimal } => return None,
            FaultKind::InvalidNumber { .. } => Edit::new(span, respell(source).1?),
            FaultKind::InvalidLiteral => Edit::new(span, literal(source)?),
            // Texts that YAML takes for nothing without quotes.
            FaultKind::YamlSyntax { .. } if is_unquoted(source) => return quotes(source, span),
            _ => return None,
        };
        Some(vec![edit])
    }
}

/// The edit that removes the comment at `span` together with the blanks or the line that it alone needs.
fn without_comment(text: &str, span: Span) -> Edit {
    const WHITESPACE: [char; 2] = [' ', '\t'];
    let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
    let (head, tail) = (before.trim_end_matches(WHITESPACE), after.trim_start_matches(WHITESPACE));
    let (head_end, tail_start) = (head.len(), text.len() - tail.len());
    let starts_line = head.is_empty() || head.ends_with('\n');
    let ends_line = tail.is_empty() || tail.starts_with(['\n', '\r']);
    let line_break = if tail.starts_with("\r\n") { 2 } else { tail.len().min(1) };
    let removed = match (starts_line, ends_line) {
        (true, true) => head_end..tail_start + line_break,
        (true, false) => before.len()..tail_start,
        (false, true) => head_end..tail_start,
        (false, false) if head_end < before.len() => before.len()..tail_start,
        (false, false) if after.len() > tail.len() => before.len()..text.len() - after.len(),
        // A blank separates what the comment separates.
        (false, false) => return Edit::new(span, " "),
    };
    Edit::delete(Span::of(removed))
}

/// Whether something stands at `span` right behind a quote, which may have been meant for the text around it: `"say "no" to it"`.
fn is_at_quote(text: &str, span: Span) -> bool {
    let (before, after) = text.split_at(span.start as usize);
    before.ends_with(['"', '\'']) && !after.is_empty() && !after.starts_with(|c: char| c.is_whitespace())
}

/// Whether the comma at `span` follows another one, or the start of a container.
fn is_doubled_comma(text: &str, span: Span) -> bool {
    let before = text[..span.start as usize].trim_end_matches([' ', '\t', '\n', '\r']);
    &text[span.range()] == "," && before.ends_with([',', '[', '{'])
}

/// All from `span` on, if it is nothing but brackets and separators too many.
fn stray_end(text: &str, span: Span) -> Option<Span> {
    let stray = text[span.start as usize..].trim_end();
    let is_stray = |c: char| matches!(c, '}' | ']' | ',' | ';') || c.is_ascii_whitespace();
    stray.chars().all(is_stray).then(|| Span::new(span.start, span.start + crate::span::offset(stray.len())))
}

fn literal(word: &str) -> Option<&'static str> {
    match word {
        "True" | "TRUE" => Some("true"),
        "False" | "FALSE" => Some("false"),
        "None" | "Null" | "NULL" | "nil" => Some("null"),
        _ => None,
    }
}

/// A control character as an escape of RFC 8259.
fn escape(character: char) -> String {
    match character {
        '\u{8}' => "\\b".to_owned(),
        '\u{C}' => "\\f".to_owned(),
        '\n' => "\\n".to_owned(),
        '\r' => "\\r".to_owned(),
        '\t' => "\\t".to_owned(),
        _ => format!("\\u{:04x}", u32::from(character)),
    }
}

/// The backslash is meant as one, unless it stands before a single quote, which needs none, or a control character. Nobody knows
/// where the string has an escape of a letter: with only the other backslashes doubled, `C:\Users\new` would keep its line break.
fn invalid_escape(source: &str, span: Span, letter: Option<Span>) -> Option<Vec<Edit>> {
    let backslash = Span::new(span.start, span.start + 1);
    let next = source.chars().nth(1)?;
    Some(vec![match next {
        '\'' => Edit::delete(backslash),
        _ if letter.is_some() => return None,
        _ if next < ' ' => Edit::new(span, format!("\\\\{}", escape(next))),
        _ => Edit::insert(span.start, "\\"),
    }])
}

/// Whether a text starts with a character that YAML keeps for itself. Before a quote it is a slip of the hand.
fn is_unquoted(source: &str) -> bool {
    source.strip_prefix(['@', '%', '`']).is_some_and(|rest| !rest.starts_with(['"', '\'']))
}

/// Single quotes around a text of one line.
fn quotes(source: &str, span: Span) -> Option<Vec<Edit>> {
    let is_plain = !source.contains(['\'', '\n', '\r']);
    is_plain.then(|| vec![Edit::insert(span.start, "'"), Edit::insert(span.end, "'")])
}

/// Double quotes for others; double quotes inside get a backslash, and single ones lose theirs.
fn double_quotes(source: &str, span: Span) -> Option<Vec<Edit>> {
    let place = |index: usize, length: usize| {
        let start = span.start + crate::span::offset(index);
        Span::new(start, start + crate::span::offset(length))
    };
    let (open, close) = (source.chars().next()?.len_utf8(), source.chars().next_back()?.len_utf8());
    let inside = source.get(open..source.len().checked_sub(close)?)?;
    if source.starts_with('\'') && !source.ends_with('\'') {
        return None;
    }
    let mut edits = vec![Edit::new(place(0, open), "\"")];
    let mut characters = inside.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => edits.push(Edit::new(place(index + open, 0), "\\")),
            '\\' => {
                if let Some((_, '\'')) = characters.next() {
                    edits.push(Edit::delete(place(index + open, 1)));
                }
            }
            _ => {}
        }
    }
    edits.push(Edit::new(place(source.len() - close, close), "\""));
    Some(edits)
}
