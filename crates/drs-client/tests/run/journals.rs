//! The file: who may read it, what is torn and what is damaged.

use std::fs;

use drs_client::run::{Entry, Journal, JournalError, Record, Sink};
use serde_json::json;

use super::place;

fn entry(record: Record) -> Entry {
    Entry::new("2026-03-02T08:15:00.123Z", record)
}

fn header() -> Record {
    header_of(1)
}

fn header_of(format: u32) -> Record {
    let file = json!({"path": "a", "sha256": "b", "tasks": []});
    let header = json!({
        "record": "header", "format": format, "run": "a run", "version": "0", "project": "p", "endpoint": "e", "identity": "i", "file": file,
    });
    serde_json::from_value(header).unwrap()
}

fn note(text: &str) -> Record {
    Record::Note { text: text.to_owned() }
}

#[test]
fn a_new_journal_belongs_to_its_owner_and_to_one_process() {
    let (_folder, path) = place();
    let mut journal = Journal::open(&path).unwrap();
    journal.append(entry(header())).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(matches!(Journal::open(&path), Err(JournalError::Locked { .. })));
    // Reading needs no lock.
    assert_eq!(Journal::read(&path).unwrap(), journal.entries());
    drop(journal);
    // Somebody has copied it, and with it a mode that lets others read it.
    #[cfg(unix)]
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o666)).unwrap();
    assert_eq!(Journal::open(&path).unwrap().entries().len(), 1);
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions()) & 0o777, 0o600);
}

#[test]
fn a_journal_in_which_nothing_was_announced_is_not_there() {
    let (_folder, path) = place();
    let mut journal = Journal::open(&path).unwrap();
    assert!(!path.exists());
    let mut other = Journal::open(&path).unwrap();
    other.append(entry(header())).unwrap();
    // Somebody else has begun in between.
    let error = journal.append(entry(header())).unwrap_err();
    assert!(matches!(error, JournalError::Locked { .. }), "{error}");
    drop(journal);
    assert_eq!(Journal::read(&path).unwrap(), other.entries());
    let nowhere = path.with_file_name("missing").join("a.run.jsonl");
    assert!(matches!(Journal::open(nowhere), Err(JournalError::Io { what: "open", .. })));
}

/// A file of another kind was named, such as the request itself: on one line without an end it must not be taken for a torn record.
#[test]
fn what_is_no_journal_is_left_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.json");
    for text in ["my notes", "{", "{\"jobs\": []}", "{\"time", "\n{\"jobs\": []}"] {
        fs::write(&path, text).expect("it can be written");
        let is_start = "{\"time\":\"".starts_with(text);
        assert_eq!(Journal::open(&path).is_ok(), is_start, "{text:?}");
        let left = fs::read_to_string(&path).expect("it can be read");
        assert_eq!(left, if is_start { "" } else { text });
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_no_journal() {
    for path in ["/dev/full", "/dev/zero", "/"] {
        for refused in [Journal::open(path).err(), Journal::read(path).err()] {
            assert!(matches!(refused, Some(JournalError::NoFile { .. })), "{path}: {refused:?}");
        }
    }
}

#[test]
fn a_torn_last_record_is_dropped_wherever_it_is_torn() {
    let (_folder, path) = place();
    let mut journal = Journal::open(&path).unwrap();
    for record in [header(), note("one"), note("two \u{e4}\u{1f600}")] {
        journal.append(entry(record)).unwrap();
    }
    drop(journal);
    let whole = fs::read(&path).unwrap();
    let last = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    for length in last..whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let mut journal = Journal::open(&path).unwrap();
        assert_eq!(journal.entries().len(), 2, "{length}");
        journal.append(entry(note("three"))).unwrap();
        drop(journal);
        assert_eq!(Journal::read(&path).unwrap().last().unwrap().record, note("three"), "{length}");
    }
}

#[test]
fn other_damage_is_refused_with_its_line() {
    let (_folder, path) = place();
    let good = |record: Record| serde_json::to_string(&entry(record)).unwrap();
    let newer = header_of(2);
    for (lines, line) in [
        (vec![good(header()), "{".to_owned(), good(note("x"))], 2),
        (vec![good(header()), String::new(), good(note("x"))], 2),
        (vec![good(header()), r#"{"time":"","record":"unheard-of"}"#.to_owned()], 2),
        (vec![good(header()), good(note("x")), "\u{1b}[2J".to_owned()], 3),
        (vec![good(note("x"))], 1),
        (vec![good(newer)], 1),
    ] {
        fs::write(&path, format!("{}\n", lines.join("\n"))).unwrap();
        let error = Journal::open(&path).unwrap_err();
        assert!(matches!(error, JournalError::Damaged { line: found, .. } if found == line), "{lines:?}: {error}");
        assert!(!error.to_string().contains('\u{1b}'));
    }
}

/// A disk that is full, and then has room again.
struct Full {
    is_full: bool,
}

impl Sink for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<()> {
        if std::mem::take(&mut self.is_full) { Err(std::io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

#[test]
fn nothing_follows_a_record_that_was_not_written() {
    let mut journal = Journal::in_place_of_a_file(Box::new(Full { is_full: true }), Vec::new());
    assert!(journal.append(entry(header())).is_err());
    let error = journal.append(entry(header())).unwrap_err();
    assert!(error.to_string().contains("a record before this one was not written"), "{error}");
    assert!(journal.entries().is_empty());
}
