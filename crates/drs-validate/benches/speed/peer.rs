//! Standing beside validators of other languages: the inputs as files, and answers to what is asked on standard input.
//!
//! A line `CASE INPUT REPEATS` is answered with nanoseconds for each document, a line `CASE INPUT 0` with what was found: how
//! many documents are right and how many mistakes were reported.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead};
use std::path::Path;

use crate::cases::{ACCEPT, ACCEPTS, CHECK, Case, ERRORS, HUMAN, JSON, REJECTS, SCHEMA, VALUE};
use crate::inputs::{COLUMNS, FIVE, FIXABLE, IN_ALL_TASKS, IN_TEN_TASKS, Input, LARGE, LINES, SMALL, STRINGS};
use crate::rounds;

/// The inputs that others get too, and their files.
const FILES: [(&str, &str); 9] = [
    (SMALL, "small.json"),
    (LINES, "lines.jsonl"),
    (LARGE, "large.json"),
    (COLUMNS, "columns.json"),
    (STRINGS, "strings.json"),
    (FIVE, "five.json"),
    (IN_TEN_TASKS, "few.json"),
    (IN_ALL_TASKS, "many.json"),
    (FIXABLE, "fixable.json"),
];

/// What others call the cases.
const NAMES: [(&str, &str); 7] = [
    ("accept", ACCEPT),
    ("value", VALUE),
    ("jsonschema", SCHEMA),
    ("check", CHECK),
    ("json", JSON),
    ("human", HUMAN),
    ("errors", ERRORS),
];

/// Writes the inputs to a folder and answers until standard input ends.
#[expect(clippy::print_stdout, reason = "answers are what is asked for")]
pub(crate) fn serve(folder: &Path, valid: &[Input], invalid: &[Input]) -> io::Result<()> {
    let inputs: Vec<_> = valid.iter().chain(invalid).collect();
    let input = |name: &str| inputs.iter().copied().find(|input| input.name == name);
    fs::create_dir_all(folder)?;
    for (name, file) in FILES {
        let (path, text) = (folder.join(file), input(name).map(Input::documents).unwrap_or_default().join(&b'\n'));
        // Others may be reading what an earlier process wrote.
        if fs::read(&path).ok().as_ref() != Some(&text) {
            fs::write(path, text)?;
        }
    }
    println!("ready");
    let mut prepared = BTreeMap::new();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<_> = line.split(' ').collect();
        let [case, file, repeats] = words[..] else {
            return Err(io::Error::other(format!("`{line}` asks for nothing")));
        };
        let input = FILES.iter().find(|(_, it)| *it == file).and_then(|(name, _)| input(name));
        let case = NAMES.iter().find(|(it, _)| *it == case).and_then(|(_, name)| find(name));
        let (Some(input), Some(case)) = (input, case) else {
            return Err(io::Error::other(format!("`{line}` asks for what is not there")));
        };
        let run = prepared.entry((case.name, input.name)).or_insert_with(|| (case.prepare)(input));
        match repeats.parse() {
            Ok(0) if REJECTS.iter().any(|it| it.name == case.name && case.name != VALUE) => println!("0 {}", run()),
            Ok(0) => println!("{} 0", run()),
            Ok(repeats) => println!("{}", rounds::time(run, repeats) / input.documents().len() as f64),
            Err(_) => return Err(io::Error::other(format!("`{repeats}` is no number"))),
        }
    }
    Ok(())
}

fn find(name: &str) -> Option<&'static Case> {
    ACCEPTS.iter().chain(REJECTS).find(|case| case.name == name)
}
