//! Secrets on command lines, and private keys in text form.

use std::ops::Range;

/// What commands begin with, and their option that takes a password.
const CLIENTS: [(&str, &str); 7] = [
    ("gsql", "-W"),
    ("mariadb", "-p"),
    ("mongo", "-p"),
    ("mysql", "-p"),
    ("redis-cli", "-a"),
    ("sqlcmd", "-P"),
    ("sshpass", "-p"),
];

/// Options that take a user with a password.
const USERS: [&str; 4] = ["--proxy-user", "--user", "-U", "-u"];

/// So many letters of other options stand before the one that takes a value.
const MAX_LETTERS: usize = 3;

/// What the first line of a private key says.
const KEY: &str = "PRIVATE KEY";

/// More does not stand between that and the dashes at the line's end, or what there must be of them.
const MAX_KEY_KIND_BYTES: usize = 16;

/// Adds the passwords of `-u user:password`, and of what is such an option of the client of databases that is named before it.
pub(super) fn options(text: &str, found: &mut Vec<Range<usize>>) {
    if !text.contains('-') {
        return;
    }
    let (mut own, mut option) = (None, "");
    let mut end = 0;
    while let Some(start) = text[end..].find(|c: char| !c.is_whitespace()).map(|at| end + at) {
        end = text[start..].find(char::is_whitespace).map_or(text.len(), |length| start + length);
        let word = &text[start..end];
        let (name, value) = match option {
            "" => named(word, own),
            _ if word.starts_with('-') => None,
            _ => Some((std::mem::take(&mut option), word)),
        }
        .unwrap_or_default();
        option = if value.is_empty() { name } else { "" };
        let value = quoted(text, end - value.len());
        let password = match name {
            "" => None,
            _ if own == Some(name) => Some(value.start),
            _ => text[value.clone()].find(':').map(|colon| value.start + colon + 1),
        };
        if let Some(password) = password.filter(|&password| password < value.end) {
            found.push(password..value.end);
            end = end.max(value.end);
        }
        own = client(word).or(own);
    }
}

/// The option that takes a password, of the client of databases that `word` is.
pub(crate) fn client(word: &str) -> Option<&'static str> {
    let command = word.rsplit('/').next().unwrap_or_default();
    CLIENTS.iter().find(|(client, _)| command.starts_with(client)).map(|(_, option)| *option)
}

/// Whether `text`, the beginning of something that is cut off, goes on with a password: it ends with an option or in an address.
pub(crate) fn is_open(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).find(|word| !word.is_empty()).unwrap_or_default();
    let is_option = last.strip_prefix('-').is_some_and(|letters| letters.len() <= MAX_LETTERS + 1);
    is_option || USERS.contains(&last) || last.contains("://")
}

/// Whether a private key begins in `text` and does not end.
pub(crate) fn is_key_open(text: &str) -> bool {
    text.find(KEY).is_some_and(|key| text[..key].contains("BEGIN") && !text[key..].contains("END"))
}

/// The option of a password that `word` is, or that it begins with, and what it says of its value.
pub(crate) fn named<'t>(word: &'t str, own: Option<&'static str>) -> Option<(&'static str, &'t str)> {
    if let Some(own) = own
        && let Some(value) = word.strip_prefix(own)
    {
        return Some((own, value));
    }
    // Letters of other options may stand before the last one, which takes a value.
    let letters = word.strip_prefix('-').and_then(|rest| rest.strip_suffix('u')).unwrap_or("-");
    if letters.len() <= MAX_LETTERS && letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Some(("-u", ""));
    }
    let mut long = USERS.iter().filter(|name| name.starts_with("--"));
    let long = long.find_map(|name| Some((*name, word.strip_prefix(name)?.strip_prefix('=')?)));
    let whole = USERS.iter().find(|name| **name == word).map(|name| (*name, ""));
    long.or(whole).or_else(|| Some(("-u", word.strip_prefix("-u")?)))
}

/// The word at `start`, or what is in the quotes there.
fn quoted(text: &str, start: usize) -> Range<usize> {
    let value = &text[start..];
    let inner = value.trim_start_matches('\\');
    match inner.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let escapes = value.len() - inner.len();
            let start = text.len() - inner.len() + 1;
            // A quote that belongs to the value has more backslashes before it than those around the value.
            let ends = text[start..].match_indices(quote).map(|(at, _)| {
                let before = &text[start..start + at];
                (start + at, before.len() - before.trim_end_matches('\\').len())
            });
            let mut ends = ends.filter(|&(_, count)| count == escapes || (escapes == 0 && count % 2 == 0));
            start..ends.next().map_or(text.len(), |(at, count)| at - count.min(escapes))
        }
        _ => start..start + value.find(char::is_whitespace).unwrap_or(value.len()),
    }
}

/// Adds what private keys say in text form, also where escapes stand for its line breaks.
pub(super) fn private_keys(text: &str, found: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while let Some(head) = text[at..].find(KEY).map(|index| at + index) {
        let behind = &text[head + KEY.len()..];
        let kind = &behind[..behind.floor_char_boundary(MAX_KEY_KIND_BYTES)];
        let Some(dashes) = kind.find("----") else {
            at = head + KEY.len();
            continue;
        };
        let mut body = behind[dashes..].trim_start_matches('-');
        while let Some(rest) = ["\\n", "\\r"].iter().find_map(|escape| body.strip_prefix(escape)) {
            body = rest;
        }
        let start = text.len() - body.trim_start().len();
        let ends = ["-----END", "---- END"].iter().filter_map(|end| text[start..].find(end));
        let end = ends.min().map_or(text.len(), |length| start + length);
        if text[at..head].contains("BEGIN") && start < end {
            found.push(start..end);
        }
        at = end;
    }
}
