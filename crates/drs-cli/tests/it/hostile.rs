//! Input does what the table in ARCHITECTURE.md says, through the command, and what is written of it stays short.

use drs_tests::hostile::{self, Hostile};

use crate::scratch::Scratch;

/// As much as a hundred diagnostics take, in bytes.
const MOST: usize = 100_000;

/// What the command tells of an input first: an id, or `accepted`.
fn told(input: &Hostile) -> String {
    let file = format!("request.{}", input.ending);
    let run = Scratch::new().file(&file, &input.bytes).drs(&["validate", "--format", "concise", &file]);
    assert!(run.stdout.len() + run.stderr.len() < MOST, "{}: {}", input.name, run.stdout.len() + run.stderr.len());
    assert!(run.stdout.lines().count() <= 102, "{}", input.name);
    let first = run.stdout.lines().find_map(|line| Some(line.split_once("error[")?.1.split_once(']')?.0.to_owned()));
    assert_eq!(run.status, i32::from(first.is_some()), "{}: {}", input.name, run.transcript());
    first.unwrap_or_else(|| "accepted".to_owned())
}

#[test]
fn the_command_does_what_the_table_says() {
    let told: Vec<_> = hostile::all().iter().map(|input| (input.name.to_owned(), told(input))).collect();
    assert_eq!(told, hostile::table());
}

#[test]
fn in_every_format_what_is_written_stays_short() {
    for input in hostile::all().iter().filter(|input| input.bytes.len() < 10_000_000) {
        let file = format!("request.{}", input.ending);
        let folder = Scratch::new().file(&file, &input.bytes);
        for format in ["human", "json", "json-lines", "sarif", "github", "gitlab", "junit"] {
            let run = folder.drs(&["validate", "--format", format, &file]);
            assert!(run.stdout.len() < 3 * MOST, "{} as {format}: {}", input.name, run.stdout.len());
        }
    }
}

#[test]
fn mistakes_that_are_not_told_are_counted() {
    let many = hostile::all().into_iter().find(|input| input.name == "100,000 mistakes").expect("it is in the table");
    let run = Scratch::new().file("many.json", &many.bytes).drs(&["validate", "--format", "concise", "many.json"]);
    let rest: Vec<String> = run.stdout.lines().skip(100).map(|line| line.replace(',', "")).collect();
    assert!(rest.iter().any(|line| line.contains("99900")), "{rest:?}");
    assert!(rest.iter().any(|line| line.contains("100000 errors")), "{rest:?}");
}
