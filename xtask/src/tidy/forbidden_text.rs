//! Text that stands in no file: notes to oneself, paths of a machine, printing in a library, I/O in the validator.

use super::files::is_generated;
use super::{Text, Violation};
use crate::files::extension;

/// Crates that print.
const PRINTING: [&str; 3] = ["crates/drs-cli/", "tests/conformance/", "xtask/"];

/// What prints.
const PRINTS: [&str; 6] = ["println!(", "print!(", "eprintln!(", "eprint!(", "io::stdout(", "io::stderr("];

/// What a crate that is pure does not use.
const IMPURE: [&str; 8] =
    ["std::fs", "std::net", "std::env", "std::process", "std::time", "std::thread", "SystemTime", "Instant::now"];

/// The crate that is pure.
const PURE: &str = "crates/drs-validate/src/";

/// What opens sockets, and the crates that do.
const SOCKETS: [&str; 5] = ["TcpStream", "TcpListener", "UdpSocket", "UnixStream", "tokio::net"];
const NETWORKING: [&str; 2] = ["crates/drs-client/src/", "crates/drs-sandbox/src/"];

/// The mask, and the file that has it: everybody else names the constant.
const MASK: (&str, &str) = ("***", "crates/drs-diag/src/redact.rs");

/// What a file says that it must not.
pub(super) fn check(file: &Text) -> Vec<Violation> {
    let Text { path, text: content } = file;
    let mut found = Vec::new();
    let is_source = extension(path) == "rs" && path.contains("/src/");
    // Assembled here, so that this file is not about itself.
    let notes = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X"].concat(), ["HA", "CK"].concat()];
    let machine_paths =
        [["/ho", "me/"].concat(), ["/ro", "ot/"].concat(), ["/Us", "ers/"].concat(), ["/wo", "rk/"].concat()];
    let mut is_test = !path.starts_with("crates/") || path == MASK.1 || path.contains("tests");
    let mut lines = content.lines().enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        // The tests of a file that names those of another file go on below the name.
        let is_name =
            lines.peek().is_some_and(|(_, next)| next.trim_start().starts_with("mod ") && next.ends_with(';'));
        is_test |= line.trim_start() == "#[cfg(test)]" && !is_name;
        let line_number = index + 1;
        let has_word = |word: &String| line.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part == word);
        if let Some(note) = notes.iter().find(|note| has_word(note)) {
            found.push(Violation::new(path, line_number, format!("`{note}` is a note to oneself")));
        }
        if let Some(home) = machine_paths.iter().find(|home| starts_path(line, home)) {
            found.push(Violation::new(path, line_number, format!("`{home}` is a path of one machine")));
        }
        if !is_source || is_generated(path) || line.trim_start().starts_with("//") {
            continue;
        }
        if !is_test && line.contains(MASK.0) {
            let message = format!("`{}` written out; `drs_diag::MASK` is what stands for a secret", MASK.0);
            found.push(Violation::new(path, line_number, message));
        }
        let may_print = PRINTING.iter().any(|printing| path.starts_with(printing));
        if let Some(print) = PRINTS.iter().find(|print| !may_print && line.contains(**print)) {
            let message = format!("`{print}…)` in a library; only `drs-cli` and `xtask` print");
            found.push(Violation::new(path, line_number, message));
        }
        // The names stand here and in the tests of this.
        let may_name = path.starts_with("xtask/src/tidy/") || NETWORKING.iter().any(|source| path.starts_with(source));
        if let Some(text) = SOCKETS.iter().find(|text| !may_name && line.contains(**text)) {
            found.push(Violation::new(
                path,
                line_number,
                format!("`{text}`; only `drs-client` and `drs-sandbox` open sockets"),
            ));
        }
        if let Some(text) = IMPURE.iter().find(|text| path.starts_with(PURE) && line.contains(**text)) {
            found.push(Violation::new(path, line_number, format!("`{text}` in a crate that is pure")));
        }
    }
    found
}

/// Whether an absolute path under `home` starts somewhere in a line, and not in the middle of an address.
fn starts_path(line: &str, home: &str) -> bool {
    line.match_indices(home).any(|(index, _)| {
        let before = line[..index].chars().next_back();
        before.is_none_or(|before| {
            !before.is_ascii_alphanumeric() && !matches!(before, '.' | '_' | '-' | '}' | '~' | '/')
        })
    })
}
