//! Input does what the table in ARCHITECTURE.md says, within the library. The command's own test says the same of it.

use drs_tests::hostile;
use drs_validate::{Input, Options, Syntax, check_detected};

#[test]
fn input_does_what_the_table_says() {
    let found: Vec<_> = hostile::all()
        .iter()
        .map(|input| {
            let syntax = if input.ending == "yaml" { Syntax::Yaml } else { Syntax::Json };
            let report = check_detected(Input { text: &input.bytes, syntax }, &Options::default());
            assert!(report.diagnostics.len() <= 100, "{}", input.name);
            let first = report.diagnostics.first().map_or("accepted", |first| &first.id);
            (input.name.to_owned(), first.to_owned())
        })
        .collect();
    assert_eq!(found, hostile::table());
}
