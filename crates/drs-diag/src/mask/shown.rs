//! What is hidden of a text that is shown.

use std::ops::Range;

use drs_text::Span;

use super::cover::Walk;
use super::inside::command::is_open;
use super::inside::{are_same, secret_parts};
use super::region::{Cover, Region};
use super::strings::unquoted;
use crate::secrets::Secrets;

impl Walk<'_, '_> {
    /// Shows the bytes of `span`, which mean `decoded`, except for what is secret in them.
    pub(super) fn show(&mut self, span: Span, decoded: Option<&str>) {
        let raw = self.text.get(span.range()).unwrap_or_default();
        let start = usize::from(raw.starts_with(['"', '\'']));
        let inside = unquoted(raw);
        let secrets = self.keys.secrets();
        let parts = secret_parts(inside, secrets);
        // An open option or address goes on behind the quote that a broken text has in it.
        let goes_on = || parts.last().is_some_and(|part| part.end == inside.len()) || is_open(inside);
        self.is_after_secret |= self.is_broken && goes_on();
        for part in &parts {
            self.says(&inside[part.clone()]);
            let offset = |index: usize| span.start + u32::try_from(start + index).unwrap_or(u32::MAX);
            self.regions.push(Region::new(Span::new(offset(part.start), offset(part.end)), Cover::Part));
        }
        if hides_name(decoded.unwrap_or(inside), secrets) {
            self.strings.insert(decoded.unwrap_or(inside).to_owned());
            self.regions.push(Region::new(span, Cover::Value));
            return;
        }
        let Some(decoded) = decoded.filter(|decoded| *decoded != inside) else { return };
        let meant = secret_parts(decoded, secrets);
        // JSON in a string goes on behind the secret.
        let is_all = |part: &&Range<usize>| !decoded[(*part).clone()].contains(['"', '\'']);
        meant.iter().filter(is_all).for_each(|part| self.says(&decoded[part.clone()]));
        // Escapes can hide a name.
        if !are_same(inside, &parts, decoded, &meant) {
            self.strings.insert(decoded.to_owned());
            self.regions.push(Region::new(span, Cover::Value));
        }
    }

    /// Takes a secret part of a text, which may be more than the secret.
    fn says(&mut self, part: &str) {
        self.strings.insert(part.to_owned());
        let first = |ends: &[char]| part.split(ends).next().map(str::to_owned);
        self.strings.extend(first(&['\\', '"', '\'']));
        self.strings.extend(first(&['\\', '"', '\'', '&', ',', ';']));
        if part.contains('\n') {
            self.strings.extend(part.lines().map(|line| line.trim().to_owned()));
        }
    }
}

/// Whether escapes that a text has once more, as JSON in a string has them, hide the name of a secret.
fn hides_name(text: &str, secrets: &Secrets) -> bool {
    let Some(meant) = unescaped(text) else { return false };
    !are_same(text, &secret_parts(text, secrets), &meant, &secret_parts(&meant, secrets))
}

/// A text with the characters that its escapes by number mean, however often they are escaped; `None` without any.
fn unescaped(text: &str) -> Option<String> {
    let (mut meant, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('\\') {
        let behind = rest[at..].trim_start_matches('\\');
        let (digits, length) = match behind.bytes().next() {
            Some(b'u') => (behind.get(1..5), 5),
            Some(b'x') => (behind.get(1..3), 3),
            _ => (None, 0),
        };
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        if let Some(number) = number {
            meant.push_str(&rest[..at]);
            meant.push(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER));
            rest = &behind[length..];
        } else {
            meant.push_str(&rest[..rest.len() - behind.len()]);
            rest = behind;
        }
    }
    (meant.len() + rest.len() < text.len()).then(|| meant + rest)
}
