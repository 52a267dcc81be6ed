//! Replacing a file: a reader sees the old text or the new one, whole, whatever happens in between.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// The next text of a file, beside it until it takes its place. Dropped without that, it goes away.
#[derive(Debug)]
pub(in crate::commands::validate) struct Replacement {
    /// The file itself, links followed.
    target: PathBuf,
    next: NamedTempFile,
}

impl Replacement {
    /// Begins the next text of the file that `path` stands for.
    ///
    /// # Errors
    ///
    /// The file is gone or may not be written, or its folder takes no other file.
    pub(in crate::commands::validate) fn of(path: &Path) -> io::Result<Self> {
        let target = fs::canonicalize(path)?;
        // The folder decides whether a file can be replaced; the file, whether it may be.
        File::options().append(true).open(&target)?;
        let folder = target.parent().unwrap_or(Path::new("."));
        let next = tempfile::Builder::new().prefix(".drs-").tempfile_in(folder)?;
        Ok(Self { target, next })
    }

    /// Adds to the next text.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub(in crate::commands::validate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.next.write_all(bytes)
    }

    /// Adds the first `length` bytes of the file as it is.
    ///
    /// # Errors
    ///
    /// Those of the operating system, and a file that has become shorter.
    pub(in crate::commands::validate) fn copy(&mut self, length: u64) -> io::Result<()> {
        let mut old = File::open(&self.target)?.take(length);
        if io::copy(&mut old, self.next.as_file_mut())? < length {
            return Err(io::Error::other("the file has changed meanwhile"));
        }
        Ok(())
    }

    /// Puts the next text in the place of the file, with the file's permissions.
    ///
    /// # Errors
    ///
    /// Those of the operating system. The file is then as it was.
    pub(in crate::commands::validate) fn finish(self) -> io::Result<()> {
        let Self { target, next } = self;
        next.as_file().set_permissions(fs::metadata(&target)?.permissions())?;
        next.as_file().sync_all()?;
        next.persist(&target).map_err(|error| error.error)?;
        sync_folder(target.parent());
        Ok(())
    }
}

/// Makes the new name survive a loss of power, where the system has a way to.
fn sync_folder(folder: Option<&Path>) {
    if cfg!(unix)
        && let Some(Ok(folder)) = folder.map(File::open)
    {
        // The file is in its place already.
        let _ = folder.sync_all();
    }
}
