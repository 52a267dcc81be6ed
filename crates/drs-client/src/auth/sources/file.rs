//! Reading a file with secrets.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use zeroize::Zeroizing;

use super::finding::Finding;
use crate::auth::State;

/// The most bytes of a file that are read.
const MAX_BYTES: u64 = 1 << 20;

/// The text of a file, and what to warn of; or what it is if there is none. `shown` is the file as messages name it.
pub(in crate::auth) fn read(path: &Path, shown: &str) -> Result<(Zeroizing<String>, Vec<String>), Finding> {
    let unreadable = |reason: String| Finding::Unusable { state: State::Unreadable, reason, help: None };
    let failed = |error: &io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Finding::absent(State::NoFile),
        _ => unreadable(format!("it cannot be read: {error}")),
    };
    let metadata = fs::metadata(path).map_err(|error| failed(&error))?;
    // Reading from a pipe would wait for somebody to write.
    if !metadata.is_file() {
        return Err(unreadable("it is not a file".to_owned()));
    }
    let file = File::open(path).map_err(|error| failed(&error))?;
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(unreadable("it is longer than 1 MiB".to_owned()));
    }
    let text = str::from_utf8(&bytes).map_err(|_| unreadable("it is not text in UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let warning = is_open_to_others(&metadata)
        .then(|| format!("{shown} can be read by other users of this machine; `chmod 600` ends that"));
    Ok((text.to_owned().into(), warning.into_iter().collect()))
}

#[cfg(unix)]
fn is_open_to_others(metadata: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    metadata.permissions().mode() & 0o044 != 0
}

#[cfg(not(unix))]
fn is_open_to_others(_: &fs::Metadata) -> bool {
    false
}
