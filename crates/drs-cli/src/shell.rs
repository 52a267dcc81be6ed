//! Words of a command line for somebody to paste into a shell.

use std::ffi::{OsStr, OsString};

use crate::connection::Connection;

/// A text in quotes that a shell takes as it is.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A word that a shell reads as this text, with quotes only where it needs them. What a terminal would act on, and bytes that are no
/// text, are written as bash, zsh and ksh escape them.
pub(crate) fn word(text: impl AsRef<OsStr>) -> String {
    let bytes = text.as_ref().as_encoded_bytes();
    let is_bare = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-./:=@%+,".contains(byte);
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_empty() && bytes.iter().all(is_bare) => text.to_owned(),
        Ok(text) if drs_diag::escape(text) == text => quoted(text),
        _ => escaped(bytes),
    }
}

/// Words with blanks between them.
pub(crate) fn line<W: AsRef<OsStr>>(words: impl IntoIterator<Item = W>) -> String {
    words.into_iter().map(word).collect::<Vec<_>>().join(" ")
}

/// A command line of this program, which goes where the options of a connection lead.
pub(crate) fn drs(words: &[&str], connection: &Connection) -> String {
    let words = ["drs"].iter().chain(words).map(OsString::from);
    line(words.chain(connection.options()))
}

/// A text in the quotes of bash, in which every odd byte is a number.
fn escaped(bytes: &[u8]) -> String {
    let mut word = String::from("$'");
    for byte in bytes {
        match byte {
            b'\'' | b'\\' => word.extend(['\\', char::from(*byte)]),
            b' '..=b'~' => word.push(char::from(*byte)),
            byte => word.push_str(&format!("\\x{byte:02x}")),
        }
    }
    word.push('\'');
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [(&str, &str); 9] = [
        ("19557d51-1ee6-4507-97a6-8f69164jb201", "19557d51-1ee6-4507-97a6-8f69164jb201"),
        ("", "''"),
        ("a b", "'a b'"),
        ("$(rm -rf ~)", "'$(rm -rf ~)'"),
        ("it's", r"'it'\''s'"),
        ("~", "'~'"),
        ("数据", "'数据'"),
        ("\u{1b}[2J'\\", r"$'\x1b[2J\'\\'"),
        ("user\u{202e}drow", r"$'user\xe2\x80\xaedrow'"),
    ];

    #[test]
    fn words_are_quoted_where_a_shell_needs_it() {
        for (text, expected) in TEXTS {
            assert_eq!(word(text), expected, "{text:?}");
            assert_eq!(drs_diag::escape(&word(text)), word(text));
        }
        assert_eq!(line(["drs", "watch", "a b"]), "drs watch 'a b'");
    }

    #[test]
    fn a_command_goes_where_the_one_before_went() {
        let connection = Connection::of_region("cn-north-4");
        assert_eq!(drs(&["commit", "a; b"], &connection), "drs commit 'a; b' --region cn-north-4");
        assert_eq!(drs(&["commit", "a"], &Connection::default()), "drs commit a");
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_the_words_as_they_were() {
        use std::os::unix::ffi::OsStrExt as _;
        let texts = TEXTS.iter().map(|(text, _)| text.as_bytes()).chain([&b"no text \xff"[..]]);
        for text in texts {
            let script = format!("printf %s {}", word(OsStr::from_bytes(text)));
            let output = std::process::Command::new("bash").args(["-c", &script]).output().unwrap();
            assert_eq!(output.stdout, text, "{script}");
        }
    }
}
