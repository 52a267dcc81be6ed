//! What holds whatever the bytes are: one function for each thing that reads or writes them. Each panics where a promise of
//! ARCHITECTURE.md is broken. The tests in `it` and the programs in `tests/fuzz` call the same functions.

mod consumer;
mod oracle;
mod outputs;
mod places;
mod reports;
mod secret;

use std::panic;

use drs_text::{Limits, json as strict, yaml as human};
use drs_validate::{Input, Operation, Options, Syntax, accepts, check_parsed};

/// A property, by its name.
pub type Property = (&'static str, fn(&[u8]));

/// Every property.
pub const ALL: [Property; 6] =
    [("json", json), ("yaml", yaml), ("walk", walk), ("accept", accept), ("fix", fix), ("render", render)];

/// Reading JSON ends, and says where everything is.
pub fn json(bytes: &[u8]) {
    places::parsed(bytes, &strict::parse(bytes, &Limits::default()));
}

/// Reading YAML ends, and says where everything is: as one document and as a stream.
///
/// # Panics
/// When that does not hold.
pub fn yaml(bytes: &[u8]) {
    places::parsed(bytes, &human::parse(bytes, &Limits::default()));
    let documents = human::parse_stream(bytes, &Limits::default());
    assert!(!documents.is_empty(), "a text is at least one document");
    for document in &documents {
        places::parsed(bytes, document);
    }
}

/// Reports of every operation point into the text, are in its order, and are counted right. None says a secret.
pub fn walk(bytes: &[u8]) {
    for syntax in SYNTAXES {
        reports::check(bytes, syntax);
        secret::each_hidden(bytes, syntax, |text| {
            for report in reports::check(text.as_bytes(), syntax) {
                secret::assert_hidden(&format!("{:?}", report.diagnostics), text);
            }
        });
    }
}

/// What the quick way accepts, the published schema accepts, and the exact way finds nothing in it to tell of.
///
/// # Panics
/// When that does not hold.
pub fn accept(bytes: &[u8]) {
    for operation in Operation::ALL.into_iter().filter(|operation| accepts(*operation, bytes)) {
        let parsed = Input::json(bytes).parse(Limits::default());
        let report = check_parsed(Some(operation), &parsed, Syntax::Json, &Options::default());
        assert_eq!((report.errors, report.warnings), (0, 0), "{operation}: {:?}", report.diagnostics);
        let document = serde_json::from_slice(bytes).expect("what is accepted is JSON");
        assert!(oracle::is_valid(operation, &document), "the schema of {operation} refuses what is accepted");
    }
}

/// A text with all fixes made has no more mistakes than before, and making them again changes nothing.
///
/// # Panics
/// When that does not hold.
pub fn fix(bytes: &[u8]) {
    /// As many rounds are made; a text that needs more may have some left.
    const ROUNDS: u64 = 200;
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for syntax in SYNTAXES {
        let candidates = |text: &str| drs_validate::fix_candidates(None, text, syntax, &Options::default());
        let fixed = drs_diag::apply_fixes(text, candidates);
        let (before, after) = (candidates(text).counts, candidates(&fixed.text).counts);
        assert!(after <= before, "{syntax:?}: {before:?} became {after:?}: {}", fixed.text);
        if fixed.fixed < ROUNDS {
            let again = drs_diag::apply_fixes(&fixed.text, candidates);
            assert_eq!(again.text, fixed.text, "{syntax:?}: there was something left to fix");
        }
    }
}

/// Whatever is found in a text, however the file is called and whatever is said: each format is fit for its readers, and
/// none shows a secret.
pub fn render(bytes: &[u8]) {
    outputs::invented(bytes);
    for syntax in SYNTAXES {
        outputs::found(bytes, syntax, |_| {});
        secret::each_hidden(bytes, syntax, |text| {
            outputs::found(text.as_bytes(), syntax, |output| secret::assert_hidden(output, text));
        });
    }
}

const SYNTAXES: [Syntax; 2] = [Syntax::Json, Syntax::Yaml];

/// Lets the panics of the library that reads YAML be caught, as `drs-text` does; any other one still ends the process. For
/// fuzzers, which end the process at once.
pub fn let_foreign_panics_be_caught() {
    let ours = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("saphyr")) {
            ours(panic);
        }
    }));
}
