//! The syntax of a text whose name does not say it: JSON or YAML.

use drs_validate::Syntax;

/// YAML if the text begins as only YAML does: with `---`, a directive, a dash or a key without quotes, perhaps behind
/// comments. No JSON begins like that.
pub(crate) fn guess_syntax(bytes: &[u8]) -> Syntax {
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let lines = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).map(<[u8]>::trim_ascii_start);
    let is_content = |line: &&[u8]| !line.is_empty() && !line.starts_with(b"#");
    if lines.filter(is_content).take(1).any(is_yaml) { Syntax::Yaml } else { Syntax::Json }
}

/// Whether a line begins as only YAML does.
fn is_yaml(line: &[u8]) -> bool {
    let word = line.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).count();
    let is_key = word > 0 && line[word..].starts_with(b":") && line.get(word + 1).is_none_or(u8::is_ascii_whitespace);
    is_key || [&b"---"[..], b"%", b"- "].iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_begins_as_only_yaml_does_is_yaml() {
        for text in
            ["job:\n  type: x", "# c\n\n  job: {}", "---\n{}", "\u{FEFF}%YAML 1.2", "- a", "a:", "\r\njob_id:\t1"]
        {
            assert_eq!(guess_syntax(text.as_bytes()), Syntax::Yaml, "{text}");
        }
        for text in ["", "{", "{job: 1}", "[a: 1]", "\"a\": 1", "-1", "a", "a:b", "# c\n{}", "// c\n{}", "null"] {
            assert_eq!(guess_syntax(text.as_bytes()), Syntax::Json, "{text}");
        }
    }
}
