//! Which characters are never shown as they are, and what is shown instead.

#![cfg_attr(not(feature = "render"), expect(dead_code, reason = "renderers ask for more"))]

use std::borrow::Cow;
use std::fmt::Write as _;

/// What a user wrote, as it may be shown: every character that a terminal would act on, that reorders its neighbours or that
/// cannot be seen becomes `\u{..}`. Line breaks are among them, so the result is one line. Escaping twice changes nothing.
pub fn escape(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_unsafe(c) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Whether a text is of letters, digits and signs of ASCII alone, which are safe: most are.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'))
}

/// Whether a character must not reach a terminal or a log as it is: control characters (C0, DEL, C1), line and paragraph
/// separators, direction marks, and characters without a shape of their own.
pub(crate) fn is_unsafe(c: char) -> bool {
    matches!(c,
        '\0'..='\x1f' | '\x7f'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// What stands for `c` in a line of source, where each character must keep its place: a control picture for a control
/// character, U+FFFD for the rest of what is unsafe. A tab is the caller's business.
pub(crate) fn visible(c: char) -> char {
    match c {
        // This is what stands for a byte that is not UTF-8, see `Source`.
        '\x1a' => '\u{fffd}',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        c if is_unsafe(c) => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped() {
        for (text, shown) in [
            ("db_port", "db_port"),
            ("Größe 数据 🚀 \\n \"", "Größe 数据 🚀 \\n \""),
            ("a\tb\r\nc", r"a\u{9}b\u{d}\u{a}c"),
            ("\x1b[31mred\x1b[0m\x07", r"\u{1b}[31mred\u{1b}[0m\u{7}"),
            ("\x7f\u{80}\u{9b}2J", r"\u{7f}\u{80}\u{9b}2J"),
            ("user\u{202e}drowssap\u{2066}", r"user\u{202e}drowssap\u{2066}"),
            ("line\u{2028}para\u{2029}", r"line\u{2028}para\u{2029}"),
            ("pass\u{200b}word\u{feff}", r"pass\u{200b}word\u{feff}"),
            ("tag\u{e0041}", r"tag\u{e0041}"),
        ] {
            assert_eq!(escape(text), shown);
            assert_eq!(escape(&escape(text)), shown, "twice");
        }
    }

    #[test]
    fn a_source_character_stays_one_character() {
        let shown: String = "a\0\x1b\x7f\u{85}\u{202e}\x1az".chars().map(visible).collect();
        assert_eq!(shown, "a␀␛␡\u{fffd}\u{fffd}\u{fffd}z");
    }

    #[test]
    fn what_stands_for_a_character_is_safe() {
        assert!(('\0'..=char::MAX).all(|c| !is_unsafe(visible(c))));
    }
}
