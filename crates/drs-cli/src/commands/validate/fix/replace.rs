//! Replacing a file: a reader sees the whole old text or the whole new one, whatever happens in between.

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::input::Stamp;

/// The next text of a file, beside it until it takes its place. Dropped without that, it goes away.
///
/// It is another file that gets the name and the permissions of the old one, and its owner where that is allowed. A symbolic
/// link still leads to it; another hard link to the old file keeps the old text.
#[derive(Debug)]
pub(crate) struct Replacement {
    /// The path of the file, links followed.
    target: PathBuf,
    /// The file as it was read.
    stamp: Option<Stamp>,
    next: NamedTempFile,
}

impl Replacement {
    /// Begins the next text of the file that `path` stands for and that was like `stamp` when it was read.
    ///
    /// # Errors
    ///
    /// The file is gone or may not be written, or its folder takes no other file.
    pub(crate) fn of(path: &Path, stamp: Option<Stamp>) -> io::Result<Self> {
        let target = fs::canonicalize(path)?;
        if stamp.is_none() || !fs::metadata(&target)?.is_file() {
            return Err(io::Error::other("only a regular file that is not compressed can be replaced"));
        }
        // The folder decides whether a file can be replaced; the file, whether it may be.
        File::options().append(true).open(&target)?;
        let folder = target.parent().unwrap_or(Path::new("."));
        let next = tempfile::Builder::new().prefix(".drs-").tempfile_in(folder)?;
        Ok(Self { target, stamp, next })
    }

    /// Adds to the next text.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.next.write_all(bytes)
    }

    /// Adds the first `length` bytes of the file as it is.
    ///
    /// # Errors
    ///
    /// Those of the operating system, and a file that has become shorter.
    pub(crate) fn copy(&mut self, length: u64) -> io::Result<()> {
        let mut old = File::open(&self.target)?.take(length);
        if io::copy(&mut old, self.next.as_file_mut())? < length {
            return Err(changed());
        }
        Ok(())
    }

    /// Puts the next text in the place of the file, with the file's permissions.
    ///
    /// # Errors
    ///
    /// Those of the operating system, and a file that is no longer the one that was read. It is then left as it is.
    pub(crate) fn finish(self) -> io::Result<()> {
        let Self { target, stamp, next } = self;
        let old = fs::metadata(&target)?;
        keep_owner(next.as_file(), &old);
        next.as_file().set_permissions(old.permissions())?;
        next.as_file().sync_all()?;
        // As late as possible: changes by others from here on are lost.
        if Some(Stamp::of(&fs::metadata(&target)?)) != stamp {
            return Err(changed());
        }
        next.persist(&target).map_err(|error| error.error)?;
        sync_folder(target.parent());
        Ok(())
    }
}

/// Gives a file the owner and the group of another. Only the superuser may give files away; whoever else fixes a file of
/// another owns it afterwards, as with any editor that writes a new file.
#[cfg(unix)]
fn keep_owner(file: &File, like: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let _ = fchown(file, Some(like.uid()), Some(like.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

fn changed() -> io::Error {
    io::Error::other("the file changed while it was being checked")
}

/// Writes the folder to disk where the system can, so that the new name survives a loss of power.
fn sync_folder(folder: Option<&Path>) {
    if cfg!(unix)
        && let Some(Ok(folder)) = folder.map(File::open)
    {
        // The file is in its place already.
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::{Duration, SystemTime};

    use tempfile::TempDir;

    use super::{Replacement, Stamp};

    /// A file and the begun replacement of its text, in a folder that is deleted on drop.
    fn begun() -> (TempDir, PathBuf, Replacement) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("a.json");
        fs::write(&file, "old").expect("a file");
        let stamp = Some(Stamp::of(&fs::metadata(&file).expect("a file")));
        let mut replacement = Replacement::of(&file, stamp).expect("it can be replaced");
        replacement.write(b"new").expect("it can be written");
        (folder, file, replacement)
    }

    #[cfg(unix)]
    #[test]
    fn the_owner_is_kept() {
        use std::os::unix::fs::{MetadataExt as _, chown};
        let owner = |file: &Path| fs::metadata(file).map(|metadata| (metadata.uid(), metadata.gid())).ok();
        let (_folder, file, replacement) = begun();
        // Only the superuser may; for others the file stays their own.
        let _ = chown(&file, Some(1234), Some(1235));
        let before = owner(&file);
        replacement.finish().expect("it takes the place");
        assert!(before.is_some());
        assert_eq!(owner(&file), before);
    }

    /// Replaces a file after `change` was done to it; returns what is then in it.
    fn replaced(change: impl FnOnce(&Path)) -> Result<String, String> {
        let (folder, file, replacement) = begun();
        change(&file);
        let result = replacement.finish();
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), usize::from(file.exists()));
        let text = fs::read_to_string(&file).unwrap_or_default();
        result.map(|()| text.clone()).map_err(|error| format!("{error}: {text}"))
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_kept() {
        const CHANGED: &str = "the file changed while it was being checked";
        assert_eq!(replaced(|_| {}), Ok("new".to_owned()));
        assert_eq!(replaced(|file| fs::write(file, "older").expect("a file")), Err(format!("{CHANGED}: older")));
        let of_the_same_length = |file: &Path| {
            fs::write(file, "odd").expect("a file");
            let later = SystemTime::now() + Duration::from_secs(2);
            fs::File::options().write(true).open(file).and_then(|file| file.set_modified(later)).expect("a time");
        };
        assert_eq!(replaced(of_the_same_length), Err(format!("{CHANGED}: odd")));
        assert!(replaced(|file| fs::remove_file(file).expect("a file")).is_err());
    }
}
