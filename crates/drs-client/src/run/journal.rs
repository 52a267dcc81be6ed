//! The journal: a file that only grows, and of which each record is on the disk before what it announces happens.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::header::FORMAT;
use super::record::{Entry, Record};

/// What every record begins with. What begins otherwise is no torn record, and nobody's to cut off.
const START: &[u8] = br#"{"time":""#;

/// Why a journal cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The operating system refuses something.
    #[error("cannot {what} the journal `{}`: {source}", shown(.path))]
    Io {
        /// What was to be done.
        what: &'static str,
        /// The journal.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
    /// Another process has it.
    #[error("another process runs with the journal `{}`", shown(.path))]
    Locked {
        /// The journal.
        path: PathBuf,
    },
    /// It is no file that can grow: a folder, a device or a pipe.
    #[error("the journal `{}` is no regular file", shown(.path))]
    NoFile {
        /// What is there.
        path: PathBuf,
    },
    /// A line is no record. Only the last one may be torn.
    #[error("line {line} of the journal `{}` is damaged: {reason}", shown(.path))]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// Number of the line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
}

/// Keeps records: a file, or what stands in its place.
pub trait Sink: Send {
    /// Keeps a line, which ends with a line feed. Returns once it would survive the end of the process and of the power.
    ///
    /// # Errors
    /// The line may not have been kept, or only a part of it. Nothing follows it then.
    fn write(&mut self, line: &[u8]) -> io::Result<()>;
}

/// A file, to the disk.
struct OnDisk(File);

impl Sink for OnDisk {
    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        self.0.write_all(line)?;
        self.0.sync_data()
    }
}

/// A file that is there once there is something to write, so that nothing stays of what has announced nothing.
struct NotYet {
    path: PathBuf,
    file: Option<OnDisk>,
}

impl Sink for NotYet {
    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        if self.file.is_none() {
            // Whoever has created it meanwhile has the journal.
            let file = options().create_new(true).open(&self.path)?;
            file.try_lock().map_err(|_| io::Error::from(io::ErrorKind::AlreadyExists))?;
            // It is to be there after a power cut, too.
            sync_folder(&self.path)?;
            self.file = Some(OnDisk(file));
        }
        self.file.as_mut().map_or(Ok(()), |file| file.write(line))
    }
}

/// Nowhere.
struct Nowhere;

impl Sink for Nowhere {
    fn write(&mut self, _: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

/// The journal of one request file: JSON Lines, append only, locked for as long as this lives.
///
/// ```no_run
/// # fn run() -> Result<(), drs_client::run::JournalError> {
/// let journal = drs_client::run::Journal::open("orders.json.run.jsonl")?;
/// println!("{} records", journal.entries().len());
/// # Ok(())
/// # }
/// ```
pub struct Journal {
    path: Option<PathBuf>,
    sink: Box<dyn Sink>,
    entries: Vec<Entry>,
    /// Whether a write has failed: behind half a record there must not be another one.
    is_broken: bool,
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Journal")
            .field("path", &self.path)
            .field("entries", &self.entries.len())
            .finish_non_exhaustive()
    }
}

impl Journal {
    /// Opens a journal. One that does not exist is created with its first record, so that only its owner can read it. A last line that is
    /// torn is cut off: what it was to announce has not happened.
    ///
    /// # Errors
    /// It cannot be read or written, another process has it, or it is damaged.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, JournalError> {
        let path = path.into();
        if path.symlink_metadata().is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
            && folder_of(&path).is_dir()
        {
            let sink = Box::new(NotYet { path: path.clone(), file: None });
            return Ok(Self { path: Some(path), ..Self::in_place_of_a_file(sink, Vec::new()) });
        }
        let io = |what| {
            let path = path.clone();
            move |source| JournalError::Io { what, path, source }
        };
        must_be_file(&path)?;
        let mut file = options().open(&path).map_err(io("open"))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(JournalError::Locked { path }),
            Err(TryLockError::Error(source)) => return Err(JournalError::Io { what: "lock", path, source }),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(io("read"))?;
        let (entries, sound) = parse(&path, &bytes)?;
        #[cfg(unix)]
        make_private(&file);
        if sound < bytes.len() {
            file.set_len(u64::try_from(sound).unwrap_or(u64::MAX)).map_err(io("repair"))?;
            file.sync_all().map_err(io("repair"))?;
        }
        file.seek(SeekFrom::End(0)).map_err(io("read"))?;
        if entries.is_empty() {
            // The file is to be there after a power cut, too.
            sync_folder(&path).map_err(io("create"))?;
        }
        Ok(Self { path: Some(path), sink: Box::new(OnDisk(file)), entries, is_broken: false })
    }

    /// Reads a journal that another process may have. A journal that does not exist is empty.
    ///
    /// # Errors
    /// It cannot be read, or it is damaged.
    pub fn read(path: impl Into<PathBuf>) -> Result<Vec<Entry>, JournalError> {
        let path = path.into();
        must_be_file(&path)?;
        match std::fs::read(&path) {
            Ok(bytes) => parse(&path, &bytes).map(|(entries, _)| entries),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(source) => Err(JournalError::Io { what: "read", path, source }),
        }
    }

    /// A journal as it is, to look at: what is added to it is forgotten. One that does not exist is empty.
    ///
    /// # Errors
    /// It cannot be read, or it is damaged.
    pub fn peek(path: impl Into<PathBuf>) -> Result<Self, JournalError> {
        Ok(Self { entries: Self::read(path)?, ..Self::nowhere() })
    }

    /// A journal that something else than a file keeps, with the records that it has already. Whoever keeps it sees to it that nobody
    /// else uses it meanwhile.
    pub fn in_place_of_a_file(sink: Box<dyn Sink>, entries: Vec<Entry>) -> Self {
        Self { path: None, sink, entries, is_broken: false }
    }

    /// A journal that forgets: whoever runs without one cannot go on after an interruption, and nothing keeps a second run from
    /// creating everything again.
    pub fn nowhere() -> Self {
        Self::in_place_of_a_file(Box::new(Nowhere), Vec::new())
    }

    /// The file, if there is one.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// All records so far.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Adds a record, which is on the disk when this returns, and is returned.
    ///
    /// # Errors
    /// It was not written, or one before it was not.
    pub fn append(&mut self, entry: Entry) -> Result<&Record, JournalError> {
        let error = |source| JournalError::Io { what: "write", path: self.path.clone().unwrap_or_default(), source };
        let mut line = serde_json::to_vec(&entry).map_err(|source| error(source.into()))?;
        line.push(b'\n');
        if self.is_broken {
            return Err(error(io::Error::other("a record before this one was not written")));
        }
        let written = self.sink.write(&line);
        self.is_broken = written.is_err();
        written.map_err(|source| match (&self.path, source.kind()) {
            (Some(path), io::ErrorKind::AlreadyExists) => JournalError::Locked { path: path.clone() },
            _ => error(source),
        })?;
        let place = self.entries.len();
        self.entries.push(entry);
        Ok(&self.entries[place].record)
    }
}

/// Refuses what can be opened but does not end, or does not keep what is written.
fn must_be_file(path: &Path) -> Result<(), JournalError> {
    match path.metadata() {
        Ok(metadata) if !metadata.is_file() => Err(JournalError::NoFile { path: path.to_owned() }),
        _ => Ok(()),
    }
}

fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Takes from others what the mode of a file gives them. Whoever does not own it keeps it as it is.
#[cfg(unix)]
fn make_private(file: &File) {
    let _ = file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600));
}

/// Lets the entry of a file in its folder get to the disk.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder_of(path))?.sync_all() } else { Ok(()) }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The records, and how many bytes of them are sound.
fn parse(path: &Path, bytes: &[u8]) -> Result<(Vec<Entry>, usize), JournalError> {
    let sound = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let mut entries = Vec::new();
    for (index, line) in bytes[..sound].split_inclusive(|byte| *byte == b'\n').enumerate() {
        let damaged = |reason: String| JournalError::Damaged { path: path.to_owned(), line: index + 1, reason };
        let entry: Entry = serde_json::from_slice(line).map_err(|error| damaged(reason(&error)))?;
        match &entry.record {
            Record::Header(header) if header.format != FORMAT => {
                return Err(damaged(format!("it is of format {}, and this program reads {FORMAT}", header.format)));
            }
            Record::Header(_) => {}
            _ if index == 0 => return Err(damaged("the first record is no header".to_owned())),
            _ => {}
        }
        entries.push(entry);
    }
    let torn = &bytes[sound..];
    if !torn.starts_with(&START[..START.len().min(torn.len())]) {
        let reason = "it does not begin as a record does".to_owned();
        return Err(JournalError::Damaged { path: path.to_owned(), line: entries.len() + 1, reason });
    }
    Ok((entries, sound))
}

/// What is wrong with a line, without what it says.
fn reason(error: &serde_json::Error) -> String {
    match error.classify() {
        serde_json::error::Category::Data => "it is no record that this program knows".to_owned(),
        _ => format!("it is not JSON from byte {} on", error.column()),
    }
}

fn shown(path: &Path) -> String {
    drs_diag::escape(&path.to_string_lossy()).into_owned()
}
