//! Why something cannot be read, in this program's words.

use std::io;
use std::path::Path;

/// The operating system's reason.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

/// The reason why `path` cannot be opened.
pub(crate) fn reason_of(path: &Path, error: &io::Error) -> String {
    let is_link = path.is_symlink();
    match error.kind() {
        io::ErrorKind::PermissionDenied => reason(error),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory if is_link => "the link leads to nothing".to_owned(),
        _ if is_socket(path) => "a socket cannot be read".to_owned(),
        // The system found too many links, one behind the other.
        _ if is_link && path.metadata().is_err() => "the link leads back to itself".to_owned(),
        _ => reason(error),
    }
}

#[cfg(unix)]
fn is_socket(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    path.metadata().is_ok_and(|metadata| metadata.file_type().is_socket())
}

#[cfg(not(unix))]
fn is_socket(_: &Path) -> bool {
    false
}
