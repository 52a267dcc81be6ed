//! Patterns of names: `*` stands for any characters, `?` for one. Case makes no difference, as in names of tasks.

/// Whether `name` matches `pattern`.
pub(crate) fn matches_glob(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) = (lower(pattern), lower(name));
    let (mut at, mut from) = (0, 0);
    // Where to go on after the last star, if what follows does not fit.
    let mut retry = None;
    while from < name.len() {
        match pattern.get(at) {
            Some('*') => {
                retry = Some((at + 1, from));
                at += 1;
            }
            Some(c) if *c == '?' || *c == name[from] => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((star, tried)) = retry else { return false };
                at = star;
                from = tried + 1;
                retry = Some((star, from));
            }
        }
    }
    pattern[at..].iter().all(|c| *c == '*')
}

fn lower(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::matches_glob;

    #[test]
    fn names_match() {
        for (pattern, name, expected) in [
            ("orders*", "Orders-1", true),
            ("*-sync", "stock-sync", true),
            ("*a*b", "xxaxxab", true),
            ("o?ders", "orders", true),
            ("orders", "orders-1", false),
            ("", "", true),
            ("*", "", true),
            ("?", "", false),
        ] {
            assert_eq!(matches_glob(pattern, name), expected, "{pattern} {name}");
        }
    }
}
