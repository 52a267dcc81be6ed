//! Lists of paths, as `git diff --name-only` or `find -print0` write them.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::reason::{reason, reason_of};

/// Reads the paths of a list, from a file or from standard input for `-`: one on each line, or separated by NUL.
///
/// # Errors
///
/// The reason, as a phrase without the name of the list.
pub(crate) fn read_list(list: &Path) -> Result<Vec<PathBuf>, String> {
    let mut bytes = Vec::new();
    if list.as_os_str() == "-" {
        io::stdin().read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    } else {
        let mut file = File::open(list).map_err(|error| reason_of(list, &error))?;
        file.read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    }
    Ok(paths(&bytes))
}

fn paths(bytes: &[u8]) -> Vec<PathBuf> {
    let separator = if bytes.contains(&0) { 0 } else { b'\n' };
    let entries = bytes.split(|byte| *byte == separator);
    let entries = entries.map(|entry| if separator == 0 { entry } else { entry.strip_suffix(b"\r").unwrap_or(entry) });
    entries.filter(|entry| !entry.is_empty()).map(path).collect()
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::paths;

    #[test]
    fn paths_are_on_lines_or_separated_by_nul() {
        let cases: &[(&[u8], &[&str])] = &[
            (b"", &[]),
            (b"a.json", &["a.json"]),
            (b"a.json\nb c.json\r\n\n  d.json\n", &["a.json", "b c.json", "  d.json"]),
            (b"a.json\0b\nc.json\0", &["a.json", "b\nc.json"]),
            (b"a.json\0", &["a.json"]),
        ];
        for (bytes, expected) in cases {
            let expected: Vec<_> = expected.iter().map(PathBuf::from).collect();
            assert_eq!(paths(bytes), expected, "{bytes:?}");
        }
    }
}
