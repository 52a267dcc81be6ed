//! Paths as URI references (RFC 3986).

use std::fmt::Write as _;

/// The URI of a path: relative to the folder of the run as the path is, or one of the scheme `file`. `windows` says whether `\`
/// separates and a drive may be named.
pub(super) fn uri(path: &str, windows: bool) -> String {
    let slashed = if windows { path.replace('\\', "/") } else { path.to_owned() };
    let has_drive = windows && matches!(slashed.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let (mut uri, rest) = match slashed.strip_prefix("//") {
        Some(share) if windows => (String::from("file://"), share),
        _ if has_drive => (format!("file:///{}", &slashed[..2]), &slashed[2..]),
        _ if slashed.starts_with('/') => (String::from("file://"), &*slashed),
        _ => (String::new(), crate::render::phrases::relative(&slashed)),
    };
    for &byte in rest.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_as_uris() {
        for (path, shown) in [
            ("a.json", "a.json"),
            ("./a/b.json", "a/b.json"),
            (".//.//a.json", "a.json"),
            ("../a.json", "../a.json"),
            ("/tmp/a b.json", "file:///tmp/a%20b.json"),
            ("//a", "file:////a"),
            ("a:b.json", "a%3Ab.json"),
            ("http://x/%41?#", "http%3A//x/%2541%3F%23"),
            ("数.json", "%E6%95%B0.json"),
            ("a\x1b\n\u{202e}", "a%1B%0A%E2%80%AE"),
            ("a\\b", "a%5Cb"),
            ("<stdin>", "%3Cstdin%3E"),
            ("./", "./"),
            ("", ""),
        ] {
            assert_eq!(uri(path, false), shown);
        }
        for (path, shown) in [
            ("a\\b.json", "a/b.json"),
            (".\\a\\b.json", "a/b.json"),
            ("C:\\a b\\c.json", "file:///C:/a%20b/c.json"),
            ("\\\\server\\share\\a.json", "file://server/share/a.json"),
            ("\\a.json", "file:///a.json"),
            ("1:\\a", "1%3A/a"),
        ] {
            assert_eq!(uri(path, true), shown);
        }
    }
}
