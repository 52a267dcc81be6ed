//! What is read: requests made of the contract's examples, the same on every machine.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::large::{self, MISTAKES};

/// The examples that the requests are made of.
pub(crate) const FOLDER: &str = "spec/examples/batch_create_jobs_async";

/// Documents that are looked at one after the other.
pub(crate) struct Input {
    /// What it is called in the table.
    pub(crate) name: &'static str,
    /// The documents, one on each line if there are several.
    text: String,
    is_lines: bool,
}

impl Input {
    /// The documents.
    pub(crate) fn documents(&self) -> Vec<&[u8]> {
        if self.is_lines { self.text.lines().map(str::as_bytes).collect() } else { vec![self.text.as_bytes()] }
    }

    /// The length of all of them.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }
}

pub(crate) const SMALL: &str = "small";
pub(crate) const LINES: &str = "lines";
pub(crate) const LARGE: &str = "large";
pub(crate) const COLUMNS: &str = "large, columns";
pub(crate) const STRINGS: &str = "large, small strings";
pub(crate) const FIVE: &str = "small, 5 mistakes";
pub(crate) const IN_TEN_TASKS: &str = "large, 500 mistakes in 10 tasks";
pub(crate) const IN_ALL_TASKS: &str = "large, 500 mistakes in all tasks";
pub(crate) const FIXABLE: &str = "large, 500 mistakes with a fix";
pub(crate) const LAST: &str = "large, 1 mistake in the last job";

/// Valid requests.
pub(crate) fn valid() -> [Input; 8] {
    let small = read(&format!("{FOLDER}/yearly-subscription.json"));
    let sorted: Value = serde_json::from_str(&small).expect("an example is JSON");
    [
        Input { name: "small, minified", text: minified(&small), is_lines: false },
        Input { name: "small, on one line", text: on_one_line(&small), is_lines: false },
        Input { name: "small, keys sorted", text: format!("{sorted:#}"), is_lines: false },
        Input { name: SMALL, text: small, is_lines: false },
        Input { name: LINES, text: lines(), is_lines: true },
        Input { name: LARGE, text: large::filtered(), is_lines: false },
        Input { name: COLUMNS, text: large::columns(), is_lines: false },
        Input { name: STRINGS, text: large::strings(), is_lines: false },
    ]
}

/// Requests with mistakes of several kinds.
pub(crate) fn invalid() -> [Input; 5] {
    let small = read(&format!("{FOLDER}/yearly-subscription.json"));
    let mistakes = [
        ("\"net_type\"", "\"net_typ\""),
        ("\"db_port\": \"3306\"", "\"db_port\": 3306"),
        ("\"endpoint_role\": \"so\"", "\"endpoint_role\": \"os\""),
        ("\"period_num\": 1", "\"period_num\": \"1\""),
        ("\"node_type\": \"small\"", "\"node_type\": \"smal\""),
    ];
    let five = mistakes.into_iter().fold(small, |text, (right, wrong)| {
        assert!(text.contains(right), "the example has {right}");
        text.replacen(right, wrong, 1)
    });
    let large = large::filtered();
    // The tables of a task are written in the same way, so those of a kind are far from each other in all tasks.
    let step = large.matches("\"all\":false").count() / MISTAKES;
    let at = large.rfind("\"all\":false").expect("there is a table");
    let one = format!("{}\"al\":false{}", &large[..at], &large[at + "\"all\":false".len()..]);
    [
        Input { name: FIVE, text: five, is_lines: false },
        Input { name: IN_TEN_TASKS, text: large::mistaken(&large, 1, 3), is_lines: false },
        Input { name: IN_ALL_TASKS, text: large::mistaken(&large, step, 3), is_lines: false },
        Input { name: FIXABLE, text: large::mistaken(&large, step, 2), is_lines: false },
        Input { name: LAST, text: one, is_lines: false },
    ]
}

/// A text on one line with a blank after each comma and colon, as Python's `json` writes it.
fn on_one_line(text: &str) -> String {
    let mut quoted = false;
    let spaced = minified(text)
        .chars()
        .flat_map(|letter| {
            quoted ^= letter == '"';
            let blank = (!quoted && matches!(letter, ',' | ':')).then_some(' ');
            [Some(letter), blank].into_iter().flatten().collect::<Vec<_>>()
        })
        .collect();
    assert!(!text.contains('\\'), "no quote is escaped");
    spaced
}

/// A file of the project.
pub(crate) fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A text without white space between its tokens; keys keep their order, which is that of the contract.
pub(crate) fn minified(text: &str) -> String {
    let (mut quoted, mut escaped) = (false, false);
    let keep = |letter: &char| {
        let was_quoted = quoted;
        quoted ^= *letter == '"' && !escaped;
        escaped = *letter == '\\' && !escaped;
        was_quoted || !letter.is_ascii_whitespace()
    };
    text.chars().filter(keep).collect()
}

/// Every example over and over, each time with other names.
fn lines() -> String {
    let mut names: Vec<_> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(FOLDER))
        .expect("there are examples")
        .map(|entry| entry.expect("a folder can be read").file_name().into_string().expect("names are ASCII"))
        .collect();
    names.sort();
    // The one that uses everything at once is five times as long as a usual request.
    names.retain(|name| name != "everything.json");
    let texts: Vec<_> = names.iter().map(|name| minified(&read(&format!("{FOLDER}/{name}")))).collect();
    let line = |number: usize| {
        let text = &texts[number % texts.len()];
        text.replace("\"name\":\"DRS-", &format!("\"name\":\"DRS-{number}-")) + "\n"
    };
    (0..10_000).map(line).collect()
}
