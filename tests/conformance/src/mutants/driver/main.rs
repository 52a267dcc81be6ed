//! Runs the fast path over documents with one mutation after the other switched on.
//!
//! Arguments: a file of documents, one JSON array a line (operation, whether "valid" is right, whether the tests want it
//! accepted if it is now, the document), and a file of the numbers of mutations. For each, a line: the number, and the
//! document that shows it with what became of it, or `-`.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, thread};

use drs_validate::{Operation, accepts, switch};

struct Document {
    operation: Operation,
    right: bool,
    plain: bool,
    text: String,
    accepted: bool,
    seen: Vec<u64>,
}

/// The answer; `None` if the code stops.
fn answer(document: &Document, number: u32) -> Option<bool> {
    switch::choose(number);
    panic::catch_unwind(AssertUnwindSafe(|| accepts(document.operation, document.text.as_bytes()))).ok()
}

fn read(line: &str) -> Document {
    let (operation, right, plain, text): (String, bool, bool, String) = serde_json::from_str(line).expect("a document");
    let operation = Operation::from_id(&operation).expect("an operation");
    let mut document = Document { operation, right, plain, text, accepted: false, seen: Vec::new() };
    document.accepted = answer(&document, switch::TRACE).expect("without mutations, the code does not stop");
    document.seen = switch::seen();
    assert!(document.right || !document.accepted, "accepted without a mutation: {}", document.text);
    document
}

fn shown(documents: &[Document], number: u32) -> Option<String> {
    let (word, bit) = (number as usize / 64, 1 << (number % 64));
    let reached = documents.iter().enumerate().filter(|(_, it)| it.seen.get(word).is_some_and(|seen| seen & bit != 0));
    for (index, document) in reached {
        let what = match answer(document, number) {
            None => "stopped",
            Some(true) if !document.right => "accepted",
            Some(false) if document.accepted && document.plain => "left",
            Some(_) => continue,
        };
        return Some(format!("{index} {what}"));
    }
    None
}

fn main() {
    panic::set_hook(Box::new(|_| {}));
    let [documents, numbers] = [1, 2].map(|index| {
        let path = env::args().nth(index).expect("two files");
        fs::read_to_string(path).expect("a file of text")
    });
    let lines: Vec<&str> = documents.lines().collect();
    let numbers: Vec<u32> = numbers.lines().map(|line| line.parse().expect("a number")).collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let halves = lines.split_at(lines.len() / 2);
        let reading = [halves.0, halves.1].map(|part| scope.spawn(|| part.iter().map(|it| read(it)).collect::<Vec<_>>()));
        let parts = reading.map(|thread| thread.join().unwrap_or_else(|_| std::process::exit(3)));
        let documents: Vec<Document> = parts.into_iter().flatten().collect();
        // Without the fast path no mutation of it can be seen.
        if !documents.iter().any(|it| it.accepted) {
            std::process::exit(4);
        }
        let work = || {
            while let Some(number) = numbers.get(next.fetch_add(1, Ordering::Relaxed)) {
                println!("{number} {}", shown(&documents, *number).unwrap_or_else(|| "-".to_owned()));
            }
        };
        thread::scope(|scope| (0..2).for_each(|_| drop(scope.spawn(work))));
    });
}
