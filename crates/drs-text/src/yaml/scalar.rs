//! Plain scalars: the core schema of YAML 1.2 (section 10.3), and where YAML 1.1 and its libraries differ.
//!
//! | written | here | flagged, because to YAML 1.1 it is |
//! |---|---|---|
//! | nothing, `~`, `null`, `Null`, `NULL` | null | |
//! | `true`, `True`, `TRUE`, `false`, … | boolean | |
//! | `yes`, `no`, `on`, `off`, `y`, `n` in three cases | text | a boolean |
//! | `12`, `-3`, `+1`, `.5`, `1.`, `1.5e+3`, `0x1F` | number | |
//! | `017` | number 17 | the number 15 |
//! | `08`, `0o17`, `1e3`, `1.5e3` | number | text |
//! | `1_000`, `0b11`, `-0x1F` | text | a number |
//! | `1:30`, `190:20:30.5` | text | a number to the base 60 (some libraries) |
//! | `01:30`, `00:00:00` | text | |
//! | `2026-01-31`, `2026-01-31 10:00:00Z` | text | a timestamp |
//! | `.inf`, `-.Inf`, `.nan` | fault | |
//! | anything else | text | |

use std::borrow::Cow;

use crate::fault::Ambiguity;
use crate::number::{is_number, respell};

/// What a plain scalar is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Plain<'t> {
    Null,
    Bool,
    /// A number, as RFC 8259 writes it.
    Number(Cow<'t, str>),
    /// A number that JSON does not have.
    NotFinite,
    Text,
}

/// Reads a plain scalar as YAML 1.2 does, and says what YAML 1.1 takes it for if that is something else.
pub(super) fn read(text: &str) -> (Plain<'_>, Option<Ambiguity>) {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return (Plain::Null, None),
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => return (Plain::Bool, None),
        "y" | "Y" | "yes" | "Yes" | "YES" | "n" | "N" | "no" | "No" | "NO" | "on" | "On" | "ON" | "off" | "Off"
        | "OFF" => return (Plain::Text, Some(Ambiguity::Bool)),
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned.as_bytes() {
        [b'0'..=b'9', ..] | [b'.', b'0'..=b'9', ..] => numeric(text, unsigned),
        [b'.', ..] => match &unsigned[1..] {
            "inf" | "Inf" | "INF" => (Plain::NotFinite, None),
            "nan" | "NaN" | "NAN" if unsigned == text => (Plain::NotFinite, None),
            _ => (Plain::Text, None),
        },
        _ => (Plain::Text, None),
    }
}

/// What starts with a digit, or a point and a digit, behind an optional sign.
fn numeric<'t>(text: &'t str, unsigned: &str) -> (Plain<'t>, Option<Ambiguity>) {
    let signed = text.len() > unsigned.len();
    if let Some(digits) = unsigned.strip_prefix("0o") {
        let octal = !signed && all(digits, |byte| matches!(byte, b'0'..=b'7'));
        return match u128::from_str_radix(digits, 8) {
            Ok(value) if octal => (Plain::Number(value.to_string().into()), Some(Ambiguity::Text)),
            _ => (Plain::Text, octal.then_some(Ambiguity::Text)),
        };
    }
    if let Some(digits) = unsigned.strip_prefix("0x") {
        return match u128::from_str_radix(digits, 16) {
            Ok(value) if !signed && all(digits, |byte| byte.is_ascii_hexdigit()) => {
                (Plain::Number(value.to_string().into()), None)
            }
            _ if all(digits, |byte| byte.is_ascii_hexdigit() || byte == b'_') => (Plain::Text, Some(Ambiguity::Number)),
            _ => (Plain::Text, None),
        };
    }
    if let Some(digits) = unsigned.strip_prefix("0b") {
        let binary = all(digits, |byte| matches!(byte, b'0' | b'1' | b'_'));
        return (Plain::Text, binary.then_some(Ambiguity::Number));
    }
    if is_float(unsigned) {
        let number = if is_number(text) { Some(text.into()) } else { respell(text).1.map(Cow::Owned) };
        return number.map_or((Plain::Text, None), |number| (Plain::Number(number), decimal_ambiguity(unsigned)));
    }
    let reading = if is_float(&unsigned.replace('_', "")) {
        Some(Ambiguity::Number)
    } else if is_sexagesimal(unsigned) {
        Some(Ambiguity::Sexagesimal)
    } else if !signed && is_timestamp(text) {
        Some(Ambiguity::Timestamp)
    } else {
        None
    };
    (Plain::Text, reading)
}

/// What YAML 1.1 takes a number without sign for that is decimal in YAML 1.2.
fn decimal_ambiguity(unsigned: &str) -> Option<Ambiguity> {
    let (mantissa, exponent) = split_exponent(unsigned);
    match exponent {
        // YAML 1.1 wants both a point and a sign.
        Some(exponent) => {
            let both = mantissa.contains('.') && exponent.starts_with(['+', '-']);
            (!both).then_some(Ambiguity::Text)
        }
        None if mantissa.contains('.') || mantissa.len() == 1 || !mantissa.starts_with('0') => None,
        None if mantissa.contains(['8', '9']) => Some(Ambiguity::Text),
        None => Some(Ambiguity::Octal),
    }
}

fn split_exponent(unsigned: &str) -> (&str, Option<&str>) {
    match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    }
}

/// `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
fn is_float(unsigned: &str) -> bool {
    let (mantissa, exponent) = split_exponent(unsigned);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        all(exponent, |byte| byte.is_ascii_digit())
    });
    exponent && digits(whole) && digits(fraction) && !(whole.is_empty() && fraction.is_empty())
}

/// `[1-9][0-9_]*(:[0-5]?[0-9])+`, or `[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*`
fn is_sexagesimal(unsigned: &str) -> bool {
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    // A time with a leading zero is a text in both versions.
    if whole.len() == unsigned.len() && whole.starts_with('0') {
        return false;
    }
    let mut parts = whole.split(':');
    let first = parts.next().is_some_and(|part| all(part, |byte| byte.is_ascii_digit() || byte == b'_'));
    let sixtieth = |part: &str| match part.as_bytes() {
        [digit] => digit.is_ascii_digit(),
        [tens, digit] => matches!(tens, b'0'..=b'5') && digit.is_ascii_digit(),
        _ => false,
    };
    let fraction = fraction.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    first && fraction && whole.contains(':') && parts.all(sixtieth)
}

/// A date, alone or followed by a time of day.
fn is_timestamp(text: &str) -> bool {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(index) => (&text[..index], Some(text[index + 1..].trim_start())),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let mut number = |lengths: std::ops::RangeInclusive<usize>| {
        parts.next().is_some_and(|part| lengths.contains(&part.len()) && all(part, |byte| byte.is_ascii_digit()))
    };
    let lengths = if time.is_some() { 1..=2 } else { 2..=2 };
    let date = number(4..=4) && number(lengths.clone()) && number(lengths) && parts.next().is_none();
    date && time.is_none_or(|time| time.contains(':') && time.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether a text has bytes, and all of them are of one class.
fn all(text: &str, class: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(class)
}
