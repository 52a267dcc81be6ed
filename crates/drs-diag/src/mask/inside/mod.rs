//! Secrets inside a text that is not secret as a whole.

mod address;
pub(super) mod command;

use std::ops::Range;

use self::address::passwords;
use self::command::{options, private_keys};
use super::named::says_name;
use crate::escape::is_unsafe;
use crate::redact::MASK;
use crate::secrets::Secrets;

/// The parts of `text` that are secret: passwords of addresses and commands, private keys, and what follows a secret's name.
pub(crate) fn secret_parts(text: &str, secrets: &Secrets) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // Most texts are one word.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')) {
        return found;
    }
    passwords(text.as_bytes(), &mut found);
    options(text, &mut found);
    private_keys(text, &mut found);
    found.extend(after_name(text, secrets));
    found.sort_unstable_by_key(|part| (part.start, part.end));
    found
}

/// Whether what is secret of a text as it is written, `parts`, is what is secret of the text that it means, `meant`: what stands before
/// and in each is the same but for the simplest escapes.
pub(super) fn are_same(written: &str, parts: &[Range<usize>], decoded: &str, meant: &[Range<usize>]) -> bool {
    let (mut from, mut to) = (0, 0);
    let mut means = |part: usize, decoded_part: usize| {
        let (one, other) = (written.get(from..part), decoded.get(to..decoded_part));
        (from, to) = (part, decoded_part);
        one.zip(other).is_some_and(|(one, other)| is_written_as(other, one))
    };
    parts.len() == meant.len()
        && parts.iter().zip(meant).all(|(part, meant)| {
            let is_rest = part.end == written.len() && meant.end == decoded.len();
            means(part.start, meant.start) && (is_rest || means(part.end, meant.end))
        })
}

/// Whether `text` is written as `written`, with no escape in it but those of one letter.
fn is_written_as(text: &str, written: &str) -> bool {
    let (mut text, mut written) = (text.chars(), written.chars());
    loop {
        let meant = match written.next() {
            Some('\\') => match written.next() {
                Some('n') => Some('\n'),
                Some('r') => Some('\r'),
                Some('t') => Some('\t'),
                escaped => escaped.filter(|c| matches!(c, '"' | '\\' | '/')),
            },
            Some(c) => Some(c),
            None => return text.next().is_none(),
        };
        if meant.is_none() || meant != text.next() {
            return false;
        }
    }
}

impl Secrets {
    /// `text` with `***` for the passwords of addresses and commands in it, for private keys, and for what follows a secret's
    /// name; `None` if there is nothing of the kind.
    pub fn hide_in(&self, text: &str) -> Option<String> {
        let parts = secret_parts(text, self);
        let (mut shown, mut rest) = (String::new(), 0);
        for part in &parts {
            if part.start >= rest {
                shown.extend([&text[rest..part.start], MASK]);
            }
            rest = rest.max(part.end);
        }
        (!parts.is_empty()).then(|| shown + &text[rest..])
    }
}

/// What follows the first secret's name among the words of `text`, up to its end: `--password x`, `password=x`, JSON in a
/// string. All of it if the name is a value itself, since what it names may stand before it: `value: x, name: password`.
fn after_name(text: &str, secrets: &Secrets) -> Option<Range<usize>> {
    let (mut start, mut before, mut found) = (0, "", None);
    while let Some(word) = text.get(start..).filter(|rest| !rest.is_empty()).map(first_word) {
        let end = start + word.len();
        if !word.is_empty() && secrets.is_secret(word) {
            if says_name(before) {
                return Some(0..text.len());
            }
            found = found.or_else(|| Some(end + text[end..].find(|c| !is_separator(c))?..text.len()));
            // The end of a sentence is no secret: `the check did not pass.`
            found = found.filter(|part| !matches!(&text[part.clone()], "." | "!" | "?" | "。"));
        }
        before = if word.is_empty() { before } else { word };
        let mut behind = text[end..].chars();
        start = match behind.next() {
            // What a backslash escapes is no part of a word.
            Some('\\') => end + 1 + behind.next().map_or(0, char::len_utf8),
            Some(c) if !is_word(c) => end + c.len_utf8(),
            _ => end,
        };
    }
    found
}

/// The word that `text` begins with, which is in one script: none stands between `密码` and what is written behind it.
fn first_word(text: &str) -> &str {
    let mut is_ascii = None;
    let end = text.find(|c: char| {
        if c.is_alphanumeric() {
            let changes = is_ascii.is_some_and(|is_ascii| is_ascii != c.is_ascii());
            is_ascii = Some(c.is_ascii());
            return changes;
        }
        !is_word(c)
    });
    &text[..end.unwrap_or(text.len())]
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-') || (!c.is_ascii() && is_unsafe(c))
}

/// Whether a character may stand between a name and its value.
fn is_separator(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_whitespace()
            || matches!(c, ':' | '=' | '"' | '\'' | '\\' | '`' | ',' | '>' | '}' | ']' | ')');
    }
    // Those of other scripts, such as `：` and `“`.
    !is_word(c)
}

#[cfg(test)]
mod tests {
    use super::secret_parts;
    use crate::secrets::Secrets;

    #[test]
    fn passwords_of_addresses_and_what_follows_a_name() {
        for (text, parts) in [
            ("mysql://root:x!y@10.0.0.1/db", vec!["x!y"]),
            ("mysql://root:x@y@h", vec!["x@y"]),
            ("postgres://u:aGVsbG8=@h", vec!["aGVsbG8="]),
            ("see postgres://u:a,b(c@h and http://h:80", vec!["a,b(c"]),
            ("admin@tenant:x@h", vec!["x"]),
            ("root@t#c:x@h", vec!["x"]),
            ("u+t:x@h, v:y@h", vec!["x", "y"]),
            (r"D\u:x@h", vec!["x"]),
            ("https://tok@h", vec!["tok"]),
            ("https://h:80/a", vec![]),
            ("jdbc:oracle:thin:scott/tiger77@h:1521", vec!["tiger77"]),
            ("jdbc:oracle:thin:@h:1521", vec![]),
            ("jdbc:oracle:thin:@//h:1521/x", vec![]),
            ("u:x@h", vec!["x"]),
            ("connect with u.v:x/y@tcp(h:3306)/db", vec!["x/y"]),
            ("mailto:a@b.c", vec![]),
            ("git@github.com:a/b", vec![]),
            ("at 10:30@h", vec![]),
            ("h:5000/image@sha256:0123", vec![]),
            ("scott/tiger@h:1521/x", vec!["tiger"]),
            ("a@b.c", vec![]),
            ("/a/b@c", vec![]),
            ("@", vec![]),
            ("mysql --password x y", vec!["x y"]),
            ("h?user=a&password=x&b=c", vec!["x&b=c"]),
            ("password:x", vec!["x"]),
            (r#"{\"password\":\"x\"}"#, vec![r#"x\"}"#]),
            (r"a\npassword: x", vec!["x"]),
            ("password", vec![]),
            ("the password: ", vec![]),
            ("this is the password.", vec![]),
            ("the password? ..", vec!["? .."]),
            ("the password. x", vec![". x"]),
            (r#"[{\"value\":\"x\",\"name\":\"password\"}]"#, vec![r#"[{\"value\":\"x\",\"name\":\"password\"}]"#]),
            ("value: x\nname: password", vec!["value: x\nname: password"]),
            ("the name is password", vec![]),
            ("数据库password x", vec!["x"]),
            ("密码：x", vec!["x"]),
            ("密码＝x", vec!["x"]),
            ("密码\u{3000}x", vec!["x"]),
            ("“密码”：“x”", vec!["x”"]),
            ("数据库密码：x", vec!["x"]),
            ("密码x", vec!["x"]),
            ("密码", vec![]),
            ("密码策略：x", vec![]),
            ("数据，端口：1521", vec![]),
            ("password：x", vec!["x"]),
            ("pass\u{ad}word：x", vec!["x"]),
            ("my_password=x", vec!["x"]),
            ("a password_policy of x", vec![]),
            ("数 password x", vec!["x"]),
            (r"\数password x", vec!["x"]),
        ] {
            let found = secret_parts(text, &Secrets::new(&["password", "密码"]));
            let found: Vec<_> = found.into_iter().map(|part| &text[part]).collect();
            assert_eq!(found, parts, "{text}");
        }
    }
    #[test]
    fn commands_and_keys() {
        for (text, parts) in [
            ("curl -u user:x https://h", vec!["x"]),
            ("curl -uuser:x https://h", vec!["x"]),
            ("curl --user 'user:x y' https://h", vec!["x y"]),
            ("curl --user=user:x", vec!["x"]),
            ("curl -u user https://h:80", vec![]),
            ("mysql -uroot -px -h h", vec!["x"]),
            ("/usr/bin/mysqldump -u root -p'x y' db", vec!["x y"]),
            (r#"mysql -u root -p\"x y\" db"#, vec!["x y"]),
            ("mongosh -u root -p x db", vec!["x"]),
            ("mysql -uroot -p -h h", vec![]),
            ("mysql -P 3306", vec![]),
            ("ssh -p 22 -pretty", vec![]),
            (r#"mysql -p\"a\\\"b\" db"#, vec![r#"a\\\"b"#]),
            (r#"mysql -p"a\b" db"#, vec![r"a\b"]),
            ("mysql -p'x", vec!["x"]),
            ("curl -su user:x h", vec!["x"]),
            ("curl -U user:x --proxy-user v:y h", vec!["x", "y"]),
            ("redis-cli -a x ping", vec!["x"]),
            ("sqlcmd -S h -U u -P x", vec!["x"]),
            ("gsql -W x", vec!["x"]),
            ("psql -W -U u", vec![]),
            ("-----BEGIN\u{20}PGP PRIVATE KEY BLOCK-----\nx\n-----END PGP PRIVATE KEY BLOCK-----", vec!["x\n"]),
            ("---- BEGIN\u{20}SSH2 ENCRYPTED PRIVATE KEY ----\nx\n---- END SSH2", vec!["x\n"]),
            ("-----BEGIN\u{20}RSA PRIVATE KEY-----\nx\ny\n-----END RSA PRIVATE KEY-----\nz", vec!["x\ny\n"]),
            ("-----BEGIN\u{20}PRIVATE KEY-----\\nx", vec!["x"]),
            ("-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----", vec![]),
            ("-----BEGIN\u{20}PRIVATE KEY-----", vec![]),
        ] {
            let found = secret_parts(text, &Secrets::default());
            let found: Vec<_> = found.into_iter().map(|part| &text[part]).collect();
            assert_eq!(found, parts, "{text}");
        }
    }
}
