//! Characters that cannot be seen, by name.

/// The name of a character that looks like a blank or like nothing, with its code point; `None` for all that can be seen, and for
/// the white space of JSON.
pub fn invisible(character: char) -> Option<String> {
    let name = match character {
        '\u{B}' => "line tabulation",
        '\u{C}' => "form feed",
        '\u{85}' => "next line",
        '\u{A0}' => "no-break space",
        '\u{AD}' => "soft hyphen",
        '\u{61C}' => "Arabic letter mark",
        '\u{180E}' => "Mongolian vowel separator",
        '\u{2000}'..='\u{200A}' => "typographic space",
        '\u{200B}' => "zero width space",
        '\u{200C}' => "zero width non-joiner",
        '\u{200D}' => "zero width joiner",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "direction control",
        '\u{202F}' => "narrow no-break space",
        '\u{205F}' => "medium mathematical space",
        '\u{2060}' => "word joiner",
        '\u{1680}' => "ogham space mark",
        '\u{3000}' => "ideographic space",
        '\u{3164}' => "Hangul filler",
        '\u{FEFF}' => "byte order mark",
        '\0'..='\u{1F}' if !matches!(character, '\t' | '\n' | '\r') => "control character",
        '\u{7F}'..='\u{9F}' => "control character",
        _ => return None,
    };
    Some(format!("U+{:04X} {name}", u32::from(character)))
}

#[cfg(test)]
mod tests {
    use super::invisible;

    #[test]
    fn what_cannot_be_seen_has_a_name() {
        for (character, name) in [
            ('\u{A0}', Some("U+00A0 no-break space")),
            ('\u{200B}', Some("U+200B zero width space")),
            ('\u{FEFF}', Some("U+FEFF byte order mark")),
            ('\0', Some("U+0000 control character")),
            ('\t', None),
            (' ', None),
            ('a', None),
            ('数', None),
        ] {
            assert_eq!(invisible(character).as_deref(), name);
        }
    }
}
