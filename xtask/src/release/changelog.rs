//! The section of CHANGELOG.md for a version: whether it speaks of everything that the versions differ in.

use std::collections::BTreeSet;

use anyhow::{Context, ensure};

use crate::changes::{Changes, Level};

/// The kinds of the entries for a version. Its section begins with `## 1.2.3`, and an entry with `- *new*:`.
pub(super) fn kinds<'c>(changelog: &'c str, number: &str) -> anyhow::Result<BTreeSet<&'c str>> {
    let is_heading = |line: &&str| line.strip_prefix("## ").and_then(|rest| rest.split(' ').next()) == Some(number);
    let mut lines = changelog.lines().skip_while(|line| !is_heading(line));
    lines.next().with_context(|| {
        format!("`CHANGELOG.md` has no section for {0}\nhelp: begin it with `## {0}`", drs_diag::escape(number))
    })?;
    let section = lines.take_while(|line| !line.starts_with("## "));
    Ok(section.filter_map(|line| line.strip_prefix("- *")?.split_once("*:")).map(|(kind, _)| kind).collect())
}

/// The newest other version that has a section.
pub(super) fn other_version(changelog: &str, number: &str) -> Option<semver::Version> {
    let headings = changelog.lines().filter_map(|line| line.strip_prefix("## ")?.split(' ').next());
    headings.filter(|heading| *heading != number).filter_map(|heading| heading.parse().ok()).max()
}

/// Checks that there is an entry for what is breaking, and one for what is new.
pub(super) fn covers(kinds: &BTreeSet<&str>, changes: &Changes) -> anyhow::Result<()> {
    for level in [Level::Breaking, Level::New] {
        let kind = level.as_str();
        let first = changes.changes.iter().find(|change| change.level == level);
        if let Some(change) = first.filter(|_| !kinds.contains(kind)) {
            ensure!(
                false,
                "`CHANGELOG.md` has no `*{kind}*` entry for this version, but `{}` is one: {}\n\
                 help: write what it means for a user; `cargo xtask diff` shows all changes",
                drs_diag::escape(&change.path),
                change.what
            );
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    #[test]
    fn another_section_is_an_earlier_release() {
        let other = |text| other_version(text, "0.2.0").map(|version| version.to_string());
        assert_eq!(other("# Changes\n\n## 0.2.0 (unreleased)\n\n## 0.1.0\n").as_deref(), Some("0.1.0"));
        assert_eq!(other("## Unreleased\n## 0.2.0\n"), None);
    }

    use super::*;
    use crate::changes::{Change, Side};

    const CHANGELOG: &str =
        "# Changelog\n\n## 0.2.0 (unreleased)\n\n- *new*: a thing.\n\n## 0.1.0\n\n- *breaking*: all.\n";

    #[test]
    fn a_section_ends_where_the_next_begins() {
        assert_eq!(kinds(CHANGELOG, "0.2.0").unwrap(), BTreeSet::from(["new"]));
        assert_eq!(kinds(CHANGELOG, "0.1.0").unwrap(), BTreeSet::from(["breaking"]));
        assert_snapshot!(kinds(CHANGELOG, "0.2").unwrap_err(), @"
        `CHANGELOG.md` has no section for 0.2
        help: begin it with `## 0.2`
        ");
    }

    #[test]
    fn what_is_breaking_or_new_needs_an_entry() {
        let change = |level| Change { level, path: "/a".into(), what: "`a` is gone".into(), side: Side::Both };
        let changes = Changes::from(vec![change(Level::Fix), change(Level::New), change(Level::Breaking)]);
        assert!(covers(&BTreeSet::from(["breaking", "new"]), &changes).is_ok());
        assert!(covers(&BTreeSet::new(), &Changes::from(vec![change(Level::Fix)])).is_ok());
        assert_snapshot!(covers(&BTreeSet::from(["breaking"]), &changes).unwrap_err(), @"
        `CHANGELOG.md` has no `*new*` entry for this version, but `/a` is one: `a` is gone
        help: write what it means for a user; `cargo xtask diff` shows all changes
        ");
        assert!(covers(&BTreeSet::from(["new"]), &changes).is_err());
    }
}
