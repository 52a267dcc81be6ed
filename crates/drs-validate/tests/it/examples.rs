//! The examples of the contract are valid, and recognised by their shape.

use drs_validate::{Input, check, check_detected};

use crate::support::{all, examples, shown};

#[test]
fn every_example_is_valid_and_recognised() {
    let mut count = 0;
    for (operation, name, text) in examples() {
        for (report, how) in [
            (check(operation, Input::json(&text), &all()), "by name"),
            (check_detected(Input::json(&text), &all()), "by shape"),
            // Examples are JSON that is YAML too.
            (check_detected(Input::yaml(&text), &all()), "as YAML"),
        ] {
            assert_eq!(report.operation, Some(operation), "{operation}/{name} {how}");
            assert!(report.is_valid(), "{operation}/{name} {how}\n{}", shown(&report));
            assert_eq!(report.warnings, 0, "{operation}/{name} {how}\n{}", shown(&report));
        }
        count += 1;
    }
    assert!(count > 80);
}
