//! Input does what the table in ARCHITECTURE.md says, through the command, and the output stays short.

use drs_tests::hostile::{self, Hostile};

use crate::scratch::Scratch;

/// The size of a hundred diagnostics, in bytes.
const MAX_OUTPUT_BYTES: usize = 100_000;

/// The id of the first diagnostic of an input, or `accepted`.
fn first_diagnostic(input: &Hostile) -> String {
    let file = format!("request.{}", input.ending);
    let run = Scratch::new().file(&file, &input.bytes).drs(&["validate", "--format", "concise", &file]);
    assert!(
        run.stdout.len() + run.stderr.len() < MAX_OUTPUT_BYTES,
        "{}: {}",
        input.name,
        run.stdout.len() + run.stderr.len()
    );
    assert!(run.stdout.lines().count() <= 102, "{}", input.name);
    if input.name == "100,000 mistakes" {
        let rest: Vec<String> = run.stdout.lines().skip(100).map(|line| line.replace(',', "")).collect();
        assert!(rest.iter().any(|line| line.contains("99900")), "{rest:?}");
        assert!(rest.iter().any(|line| line.contains("100000 errors")), "{rest:?}");
    }
    let first = run.stdout.lines().find_map(|line| Some(line.split_once("error[")?.1.split_once(']')?.0.to_owned()));
    assert_eq!(run.status, i32::from(first.is_some()), "{}: {}", input.name, run.transcript());
    first.unwrap_or_else(|| "accepted".to_owned())
}

#[test]
fn the_command_does_what_the_table_says() {
    let rows: Vec<_> = hostile::all().iter().map(|input| (input.name.to_owned(), first_diagnostic(input))).collect();
    assert_eq!(rows, hostile::table());
}

#[test]
fn the_output_stays_short_in_every_format() {
    let request = |more: &str| format!(r#"{{"job": {{"type": "name", "params": {{"base_info": {{{more}}}}}}}}}"#);
    let json = |name, text: String| Hostile { name, ending: "json", bytes: text.into_bytes() };
    // The large inputs of the table, small enough for seven formats and still longer than the limit.
    let shortened = [
        json("4,000 mistakes", request(&(0..4000).map(|index| format!(r#""{index}": 0,"#)).collect::<String>())),
        json("one line of 500 kB", request(&format!(r#""nam": [{}0]"#, "0,".repeat(250_000)))),
        json("a string of 500 kB", request(&format!(r#""name": "{}""#, "n".repeat(500_000)))),
    ];
    let small = hostile::all().into_iter().filter(|input| input.bytes.len() < 300_000);
    for input in small.chain(shortened) {
        let file = format!("request.{}", input.ending);
        let folder = Scratch::new().file(&file, &input.bytes);
        for format in ["human", "json", "json-lines", "sarif", "github", "gitlab", "junit"] {
            let run = folder.drs(&["validate", "--format", format, &file]);
            assert!(run.stdout.len() < 3 * MAX_OUTPUT_BYTES, "{} as {format}: {}", input.name, run.stdout.len());
        }
    }
}
