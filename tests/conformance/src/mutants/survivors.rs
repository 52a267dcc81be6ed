//! The list of mutations that no document kills, each with the reason.

use std::collections::BTreeMap;

use anyhow::bail;

/// The file, from the project's root.
pub(super) const FILE: &str = "tests/conformance/survivors.txt";

/// Known survivors: level and label, each with the reason.
#[derive(Debug, Default)]
pub(super) struct Survivors(BTreeMap<(String, String), String>);

impl Survivors {
    /// Reads the list: a line `level: reason` and, indented under it, the labels of the mutations; what follows ` | ` is for a reader.
    ///
    /// # Errors
    /// A line is neither, or a mutation is listed twice.
    pub(super) fn read(text: &str) -> anyhow::Result<Self> {
        let mut all = BTreeMap::new();
        let mut heading = None;
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(label) = line.strip_prefix("    ").map(key) {
                let Some((level, reason)) = heading else { bail!("{FILE}: `{label}` stands under no reason") };
                let key = (String::from(level), label.to_owned());
                if all.insert(key, String::from(reason)).is_some() {
                    bail!("{FILE}: `{label}` is listed twice");
                }
            } else {
                heading = line.split_once(": ");
                anyhow::ensure!(heading.is_some(), "{FILE}: `{line}` is not `level: reason`");
            }
        }
        Ok(Self(all))
    }

    /// Why nothing kills a mutation, if it is listed.
    pub(super) fn reason(&self, level: &str, label: &str) -> Option<&str> {
        self.0.get(&(level.to_owned(), key(label).to_owned())).map(String::as_str)
    }

    /// The labels that are listed for a level.
    pub(super) fn labels<'s>(&'s self, level: &'s str) -> impl Iterator<Item = &'s str> {
        self.0.keys().filter(move |(own, _)| own == level).map(|(_, label)| &**label)
    }
}

/// The part of a label that identifies a mutation: without the code, which is for a reader.
pub(super) fn key(label: &str) -> &str {
    label.split(" | ").next().unwrap_or(label)
}

#[cfg(test)]
mod tests {
    use super::Survivors;

    #[test]
    fn labels_stand_under_level_and_reason() {
        let list = Survivors::read(
            "# about\n\nfast path: never asked\n    a: x\n    b: y\n\nschemas: no: value\n    c | 1 -> 2\n",
        )
        .unwrap();
        assert_eq!(list.reason("fast path", "b: y"), Some("never asked"));
        assert_eq!(list.reason("schemas", "c | 2 -> 3"), Some("no: value"));
        assert_eq!(list.reason("schemas", "b: y"), None);
        assert_eq!(list.labels("fast path").collect::<Vec<_>>(), ["a: x", "b: y"]);
    }

    #[test]
    fn a_label_without_reason_and_one_that_is_listed_twice_are_refused() {
        assert!(Survivors::read("    a\n").is_err());
        assert!(Survivors::read("no reason\n    a\n").is_err());
        assert!(Survivors::read("l: r\n    a\nl: other\n    a\n").is_err());
    }
}
