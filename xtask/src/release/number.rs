//! Version numbers: what they must be after a change.

use anyhow::{Context, ensure};
use semver::{Prerelease, Version};

use crate::changes::Level;

/// The number of this version. The contract and the crates have the same.
pub(super) fn current(contract: &str, crates: &str) -> anyhow::Result<Version> {
    ensure!(
        contract == crates,
        "`info.version` in `spec/openapi.yaml` is `{}`, and `workspace.package.version` in `Cargo.toml` is `{crates}`\n\
         help: give both the same number",
        drs_diag::escape(contract)
    );
    parse(contract)
}

/// Checks that a number says enough of a change.
pub(super) fn suffices(old: &str, new: &Version, level: Level) -> anyhow::Result<()> {
    let least = least(&parse(old)?, level);
    ensure!(
        *new >= least,
        "version {new} is too small: there is a change that is {} since {old}\n\
         help: make it {least} or more, in `spec/openapi.yaml` and `Cargo.toml`, and run `cargo xtask codegen`; \
         `cargo xtask diff` shows the changes",
        level.as_str()
    );
    Ok(())
}

/// The smallest number after a change. Before 1.0.0 the second part counts what is breaking and the third part the rest,
/// as Cargo reads it.
fn least(old: &Version, level: Level) -> Version {
    let (major, minor, patch) = (old.major, old.minor, old.patch);
    match level {
        Level::None => old.clone(),
        Level::Breaking if major > 0 => Version::new(major + 1, 0, 0),
        Level::Breaking => Version::new(0, minor + 1, 0),
        Level::New if major > 0 => Version::new(major, minor + 1, 0),
        // The release that a pre-release announces.
        _ if old.pre != Prerelease::EMPTY => Version::new(major, minor, patch),
        _ => Version::new(major, minor, patch + 1),
    }
}

fn parse(number: &str) -> anyhow::Result<Version> {
    Version::parse(number).with_context(|| format!("`{}` is no version such as `1.2.3`", drs_diag::escape(number)))
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    #[test]
    fn the_number_grows_with_the_change() {
        for (old, level, least) in [
            ("1.2.3", Level::None, "1.2.3"),
            ("1.2.3", Level::Fix, "1.2.4"),
            ("1.2.3", Level::New, "1.3.0"),
            ("1.2.3", Level::Breaking, "2.0.0"),
            ("0.2.3", Level::Fix, "0.2.4"),
            ("0.2.3", Level::New, "0.2.4"),
            ("0.2.3", Level::Breaking, "0.3.0"),
            ("0.3.0-rc.1", Level::Fix, "0.3.0"),
        ] {
            assert_eq!(super::least(&parse(old).unwrap(), level), parse(least).unwrap(), "{old} {level:?}");
            assert!(suffices(old, &parse(least).unwrap(), level).is_ok());
            assert!(level == Level::None || suffices(old, &parse(old).unwrap(), level).is_err());
        }
        assert!(suffices("1.2.3", &parse("1.2.2").unwrap(), Level::None).is_err());
    }

    #[test]
    fn what_is_wrong_with_a_number_is_said() {
        let says = |old: &str, new: &str| suffices(old, &parse(new).unwrap(), Level::Breaking).unwrap_err().to_string();
        assert_snapshot!(says("1.2.3", "1.3.0"), @"
        version 1.3.0 is too small: there is a change that is breaking since 1.2.3
        help: make it 2.0.0 or more, in `spec/openapi.yaml` and `Cargo.toml`, and run `cargo xtask codegen`; `cargo xtask diff` shows the changes
        ");
        assert_snapshot!(current("1.0.0", "1.0.1").unwrap_err(), @"
        `info.version` in `spec/openapi.yaml` is `1.0.0`, and `workspace.package.version` in `Cargo.toml` is `1.0.1`
        help: give both the same number
        ");
        assert_snapshot!(current("1.0", "1.0").unwrap_err(), @"`1.0` is no version such as `1.2.3`");
    }
}
