//! What is read: requests made of the contract's examples, the same on every machine.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// The examples that the requests are made of.
const FOLDER: &str = "spec/examples/batch_create_jobs_async";

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
pub(crate) const FIVE: &str = "small, 5 mistakes";
pub(crate) const MANY: &str = "large, 500 mistakes";
pub(crate) const LAST: &str = "large, 1 mistake in the last job";

/// Valid requests.
pub(crate) fn valid() -> [Input; 6] {
    let small = read(&format!("{FOLDER}/yearly-subscription.json"));
    let sorted: Value = serde_json::from_str(&small).expect("an example is JSON");
    [
        Input { name: "small, minified", text: minified(&small), is_lines: false },
        Input { name: "small, on one line", text: on_one_line(&small), is_lines: false },
        Input { name: "small, keys sorted", text: format!("{sorted:#}"), is_lines: false },
        Input { name: SMALL, text: small, is_lines: false },
        Input { name: LINES, text: lines(), is_lines: true },
        Input { name: LARGE, text: large(), is_lines: false },
    ]
}

/// Requests with mistakes of several kinds.
pub(crate) fn invalid() -> [Input; 3] {
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
    let large = large();
    // Every table of a job is written in the same way, so each fifth of a kind is far from the next.
    let mut parts: Vec<String> = large.split("\"all\":false").map(str::to_owned).collect();
    let step = parts.len() / 500;
    let last = parts.len() - 1;
    let joined = parts.iter_mut().enumerate().map(|(index, part)| {
        let wrong = index % step == 0 && index / step < 500 && index < last;
        let between = match (index == last, wrong, index / step % 3) {
            (true, ..) => "",
            (_, false, _) => "\"all\":false",
            (_, _, 0) => "\"all\":\"false\"",
            (_, _, 1) => "\"al\":false",
            _ => "\"all\":0",
        };
        std::mem::take(part) + between
    });
    let many = joined.collect();
    let at = large.rfind("\"all\":false").expect("there is a table");
    let one = format!("{}\"al\":false{}", &large[..at], &large[at + "\"all\":false".len()..]);
    [
        Input { name: FIVE, text: five, is_lines: false },
        Input { name: MANY, text: many, is_lines: false },
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
fn minified(text: &str) -> String {
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

const JOBS: usize = 78;
const TABLES: usize = 50;
const TYPES: [&str; 8] =
    ["bigint", "int", "varchar(64)", "varchar(512)", "datetime", "decimal(18,4)", "text", "timestamp"];

/// One request about many tables, minified.
fn large() -> String {
    let text = minified(&read(&format!("{FOLDER}/row-and-column-filters.json")));
    let job = text.strip_prefix("{\"jobs\":[").and_then(|rest| rest.strip_suffix("]}")).expect("there is one job");
    let start = job.find("\"order_items\":").expect("there is a table");
    let end = start + job[start..].find("}}}}}").expect("the table ends") + 3;
    let tables: Vec<_> = (0..TABLES).map(table).collect();
    let job = format!("{}{}{}", &job[..start], tables.join(","), &job[end..]);
    let jobs: Vec<_> = (0..JOBS).map(|number| job.replace("\"DRS-", &format!("\"DRS-{number}-"))).collect();
    format!("{{\"jobs\":[{}]}}", jobs.join(","))
}

fn table(number: usize) -> String {
    let column = |(index, kind): (usize, &&str)| {
        let key = if index == 0 { "PRI" } else { "" };
        format!(
            "\"c{index}_of_{number}\":{{\"name\":\"column_{index}\",\"type\":\"{kind}\",\
             \"primary_key_for_column_filtering\":\"{key}\",\"filtered\":true}}"
        )
    };
    let columns: Vec<_> = TYPES.iter().enumerate().map(column).collect();
    format!(
        "\"orders_{number}\":{{\"type\":\"table\",\"name\":\"orders_{number}_eu\",\"all\":false,\"filtered\":true,\
         \"filter_conditions\":[\"region = 'eu'\",\"quantity > {number}\"],\"columns\":{{{}}}}}",
        columns.join(",")
    )
}
