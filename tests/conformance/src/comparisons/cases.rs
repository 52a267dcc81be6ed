//! What is measured: which program does what with which file.

use super::process::Which;

/// A file of requests.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) file: &'static str,
    pub(super) words: &'static str,
    pub(super) documents: u64,
    pub(super) mistakes: u64,
}

pub(super) static SMALL: Input = Input { file: "small.json", words: "one request of 2 kB", documents: 1, mistakes: 0 };
pub(super) static LINES: Input =
    Input { file: "lines.jsonl", words: "10,000 lines, each", documents: 10_000, mistakes: 0 };
pub(super) static LARGE: Input =
    Input { file: "large.json", words: "one request of 3.9 MB", documents: 1, mistakes: 0 };
pub(super) static FIVE: Input = Input { file: "five.json", words: "2 kB with 5 mistakes", documents: 1, mistakes: 5 };
pub(super) static MANY: Input =
    Input { file: "many.json", words: "3.9 MB with 500 mistakes", documents: 1, mistakes: 500 };

/// What a case must find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finds {
    /// Nothing: it only reads.
    Nothing,
    /// Whether each document is right.
    Verdict,
    /// Each mistake once.
    Mistakes,
    /// At least one error for each mistake.
    Errors,
}

/// Something that a peer does with an input.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) peer: Which,
    /// What the peer calls it.
    pub(super) name: &'static str,
    pub(super) words: &'static str,
    pub(super) input: &'static Input,
    pub(super) finds: Finds,
}

impl Case {
    /// How many documents the input has.
    #[expect(clippy::cast_precision_loss, reason = "there are few")]
    pub(super) fn documents(&self) -> f64 {
        self.input.documents as f64
    }
}

const fn case(peer: Which, name: &'static str, words: &'static str, input: &'static Input, finds: Finds) -> Case {
    Case { peer, name, words, input, finds }
}

pub(super) const OURS: &str = "drs";
pub(super) const AJV: &str = "Node: JSON.parse + ajv standalone";
pub(super) const AJV_ALL: &str = "Node: JSON.parse + ajv standalone, allErrors";
pub(super) const BLAZE: &str = "Blaze, fast, of a parsed document";
const VALUE: &str = "Rust: serde_json to Value";
const SCHEMA: &str = "Rust: serde_json to Value + jsonschema crate";
const PARSE: &str = "Node: JSON.parse alone";
const ORJSON: &str = "Python: orjson + jsonschema-rs";
const PYTHON: &str = "Python: json + jsonschema";
const ERRORS: &str = "Rust: serde_json to Value + jsonschema crate, all errors";

/// What does all that the other does on the same input, and more, so that it cannot be the faster one.
pub(super) const SUPERSETS: [(&str, &str); 3] = [(SCHEMA, VALUE), (AJV, PARSE), (AJV_ALL, AJV)];

/// Everything that is measured.
pub(super) static CASES: &[Case] = &[
    case(Which::Drs, "accept", OURS, &SMALL, Finds::Verdict),
    case(Which::Drs, "value", VALUE, &SMALL, Finds::Nothing),
    case(Which::Drs, "jsonschema", SCHEMA, &SMALL, Finds::Verdict),
    case(Which::Node, "parse", PARSE, &SMALL, Finds::Nothing),
    case(Which::Node, "ajv", AJV, &SMALL, Finds::Verdict),
    case(Which::Blaze, "fast", BLAZE, &SMALL, Finds::Verdict),
    case(Which::Python, "jsonschema-rs", ORJSON, &SMALL, Finds::Verdict),
    case(Which::Python, "jsonschema", PYTHON, &SMALL, Finds::Verdict),
    case(Which::Drs, "accept", OURS, &LINES, Finds::Verdict),
    case(Which::Drs, "value", VALUE, &LINES, Finds::Nothing),
    case(Which::Drs, "jsonschema", SCHEMA, &LINES, Finds::Verdict),
    case(Which::Node, "parse", PARSE, &LINES, Finds::Nothing),
    case(Which::Node, "ajv", AJV, &LINES, Finds::Verdict),
    case(Which::Python, "jsonschema-rs", ORJSON, &LINES, Finds::Verdict),
    case(Which::Drs, "accept", OURS, &LARGE, Finds::Verdict),
    case(Which::Drs, "value", VALUE, &LARGE, Finds::Nothing),
    case(Which::Drs, "jsonschema", SCHEMA, &LARGE, Finds::Verdict),
    case(Which::Node, "parse", PARSE, &LARGE, Finds::Nothing),
    case(Which::Node, "ajv", AJV, &LARGE, Finds::Verdict),
    case(Which::Blaze, "fast", BLAZE, &LARGE, Finds::Verdict),
    case(Which::Python, "jsonschema-rs", ORJSON, &LARGE, Finds::Verdict),
    case(Which::Drs, "check", OURS, &FIVE, Finds::Mistakes),
    case(Which::Drs, "errors", ERRORS, &FIVE, Finds::Errors),
    case(Which::Node, "ajv", AJV, &FIVE, Finds::Verdict),
    case(Which::Node, "ajv-all", AJV_ALL, &FIVE, Finds::Errors),
    case(Which::Drs, "check", OURS, &MANY, Finds::Mistakes),
    case(Which::Drs, "errors", ERRORS, &MANY, Finds::Errors),
    case(Which::Node, "ajv", AJV, &MANY, Finds::Verdict),
    case(Which::Node, "ajv-all", AJV_ALL, &MANY, Finds::Errors),
];
