//! When output is coloured.

use std::process::{Command, Stdio};

use crate::scratch::DRS;

/// Whether the output of `drs explain` has colours, where it is no terminal.
fn is_colored(arguments: &[&str], variables: &[(&str, &str)]) -> bool {
    let mut command = Command::new(DRS);
    command.arg("explain").args(arguments).arg("DRS-P004").env_clear().envs(variables.iter().copied());
    let output = command.stdin(Stdio::null()).output().expect("`drs` runs");
    output.stdout.contains(&0x1B)
}

#[test]
fn the_option_decides_then_the_environment() {
    for (arguments, variables, expected) in [
        (&[][..], &[][..], false),
        (&["--color", "always"], &[], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("FORCE_COLOR", "1")], false),
        (&[], &[("FORCE_COLOR", "1")], true),
        (&[], &[("FORCE_COLOR", "3"), ("TERM", "dumb")], true),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&["--color", "auto"], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("FORCE_COLOR", "0")], false),
        (&[], &[("FORCE_COLOR", "false")], false),
        (&[], &[("FORCE_COLOR", "")], false),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&[], &[("FORCE_COLOR", "1"), ("NO_COLOR", "")], true),
    ] {
        assert_eq!(is_colored(arguments, variables), expected, "{arguments:?} {variables:?}");
    }
}
