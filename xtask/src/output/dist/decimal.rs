//! Patterns for whole numbers that are written as text.
//!
//! An integer in a query string is text on the wire, and JSON Schema cannot compare text as a number: the range becomes
//! a pattern. It matches the shortest decimal form only (`7`, never `07` or `+7`).

/// A pattern for exactly the decimal texts of the whole numbers from `minimum` to `maximum`; `None` is no limit.
pub(super) fn pattern(minimum: Option<i64>, maximum: Option<i64>) -> String {
    let mut branches = Vec::new();
    // Below zero the digits shrink towards zero, so the limits change places.
    if minimum.is_none_or(|minimum| minimum < 0) {
        let low = maximum.map_or(1, |maximum| if maximum < 0 { maximum.unsigned_abs() } else { 1 });
        let high = minimum.map(i64::unsigned_abs);
        branches.extend(magnitudes(low, high).into_iter().map(|digits| format!("-{digits}")));
    }
    if maximum.is_none_or(|maximum| maximum >= 0) {
        let low = minimum.map_or(0, |minimum| u64::try_from(minimum).unwrap_or(0));
        branches.extend(magnitudes(low, maximum.map(i64::unsigned_abs)));
    }
    format!("^({})$", branches.join("|"))
}

/// Patterns for the numbers from `low` to `high` without sign.
fn magnitudes(low: u64, high: Option<u64>) -> Vec<String> {
    let Some(high) = high else {
        if low == 0 {
            return vec!["0".to_owned(), "[1-9][0-9]*".to_owned()];
        }
        let digits = low.ilog10();
        if low == 10_u64.pow(digits) {
            return vec![format!("[1-9]{}", at_least(digits))];
        }
        let mut branches = magnitudes(low, Some(nines(digits + 1)));
        branches.push(format!("[1-9]{}", at_least(digits + 1)));
        return branches;
    };
    let mut branches = Vec::new();
    let mut start = low;
    while start <= high {
        let end = nines(start.checked_ilog10().unwrap_or(0) + 1).min(high);
        same_length(&start.to_string(), &end.to_string(), String::new(), &mut branches);
        let Some(next) = end.checked_add(1) else { break };
        start = next;
    }
    branches
}

/// Patterns for the numbers from `low` to `high`, which have equally many digits; `prefix` is what comes before them.
fn same_length(low: &str, high: &str, prefix: String, branches: &mut Vec<String>) {
    let rest = low.len().saturating_sub(1);
    let is_first = low.bytes().skip(1).all(|digit| digit == b'0');
    let is_last = high.bytes().skip(1).all(|digit| digit == b'9');
    let (Some(first), Some(last)) = (low.chars().next(), high.chars().next()) else {
        branches.push(prefix);
        return;
    };
    if first == last {
        if is_first && is_last {
            branches.push(format!("{prefix}{first}{}", any_digits(rest)));
        } else {
            same_length(&low[1..], &high[1..], format!("{prefix}{first}"), branches);
        }
        return;
    }
    let (mut from, mut to) = (first, last);
    if !is_first {
        same_length(&low[1..], &"9".repeat(rest), format!("{prefix}{first}"), branches);
        from = char::from(first as u8 + 1);
    }
    if !is_last {
        to = char::from(last as u8 - 1);
    }
    match from.cmp(&to) {
        std::cmp::Ordering::Less => branches.push(format!("{prefix}[{from}-{to}]{}", any_digits(rest))),
        std::cmp::Ordering::Equal => branches.push(format!("{prefix}{from}{}", any_digits(rest))),
        std::cmp::Ordering::Greater => {}
    }
    if !is_last {
        same_length(&"0".repeat(rest), &high[1..], format!("{prefix}{last}"), branches);
    }
}

/// The largest number with so many digits.
fn nines(digits: u32) -> u64 {
    10_u64.checked_pow(digits).map_or(u64::MAX, |next| next - 1)
}

/// A pattern for `count` or more digits of any value.
fn at_least(count: u32) -> String {
    match count {
        0 => "[0-9]*".to_owned(),
        1 => "[0-9]+".to_owned(),
        _ => format!("[0-9]{{{count},}}"),
    }
}

/// A pattern for `count` digits of any value.
fn any_digits(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "[0-9]".to_owned(),
        _ => format!("[0-9]{{{count}}}"),
    }
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn ranges_as_a_person_would_write_them() {
        assert_eq!(pattern(Some(0), None), "^(0|[1-9][0-9]*)$");
        assert_eq!(pattern(Some(1), Some(1000)), "^([1-9]|[1-9][0-9]|[1-9][0-9]{2}|1000)$");
        assert_eq!(pattern(Some(1), None), "^([1-9][0-9]*)$");
        assert_eq!(pattern(Some(25), None), "^(2[5-9]|[3-9][0-9]|[1-9][0-9]{2,})$");
        assert_eq!(pattern(Some(14), Some(100)), "^(1[4-9]|[2-9][0-9]|100)$");
        assert_eq!(pattern(None, None), "^(-[1-9][0-9]*|0|[1-9][0-9]*)$");
    }

    #[test]
    fn exactly_the_numbers_of_the_range_match() {
        let limits = [-120, -100, -99, -11, -10, -1, 0, 1, 9, 10, 11, 99, 100, 101, 119];
        let texts: Vec<String> = (-1300..1300)
            .map(|number: i64| number.to_string())
            .chain(["", "-", "-0", "00", "07", "+7", "1.0", " 1"].map(str::to_owned))
            .collect();
        for low in limits.map(Some).into_iter().chain([None]) {
            for high in limits.map(Some).into_iter().chain([None]) {
                if low.zip(high).is_some_and(|(low, high)| low > high) {
                    continue;
                }
                let pattern = pattern(low, high);
                let regex = regex::Regex::new(&pattern).unwrap();
                for text in &texts {
                    let number = text.parse::<i64>().ok().filter(|number| number.to_string() == *text);
                    let within = number.is_some_and(|number| {
                        low.is_none_or(|low| low <= number) && high.is_none_or(|high| number <= high)
                    });
                    assert_eq!(regex.is_match(text), within, "{text:?} against {pattern} for {low:?} to {high:?}");
                }
            }
        }
    }

    #[test]
    fn the_limits_of_64_bits_do_not_overflow() {
        let regex = regex::Regex::new(&pattern(Some(i64::MIN), Some(i64::MAX))).unwrap();
        for (text, within) in [
            ("-9223372036854775808", true),
            ("-9223372036854775809", false),
            ("9223372036854775807", true),
            ("9223372036854775808", false),
        ] {
            assert_eq!(regex.is_match(text), within, "{text}");
        }
    }
}
