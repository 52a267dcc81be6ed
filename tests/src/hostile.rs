//! Input that has broken some program: what the table "What input can do" in ARCHITECTURE.md is about.

use std::fmt::Write;

/// One input.
#[derive(Clone, Debug)]
pub struct Hostile {
    /// What it is called in the table.
    pub name: &'static str,
    /// How its file ends.
    pub ending: &'static str,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A request with which nothing is wrong; `@` marks where something else comes.
const SOUND: &str = r#"{"job": {"type": "name", "params": {"base_info": {"name": "nightly-orders"@}}}}"#;

/// As many bytes as the table says.
const MEGABYTE: usize = 1_000_000;

/// All of them, in the order of the table.
///
/// # Panics
/// Never: memory takes every text.
pub fn all() -> Vec<Hostile> {
    let sound = |more: &str| SOUND.replace('@', more);
    let json = |name, text: String| Hostile { name, ending: "json", bytes: text.into_bytes() };
    let yaml = |name, text: String| Hostile { name, ending: "yaml", bytes: text.into_bytes() };
    let number = |name, number: &str| json(name, sound(&format!(r#", "expired_days": {number}"#)));
    let value = |name, value: &str| json(name, sound("").replace("nightly-orders", value));
    let bytes = |name, value: &[u8]| {
        let (before, after) = SOUND.split_once('@').unwrap_or_default();
        let before = before.trim_end_matches('"').as_bytes();
        Hostile { name, ending: "json", bytes: [before, value, b"\"", after.as_bytes()].concat() }
    };
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    vec![
        json("200 arrays in each other", nested(200)),
        json("100,000 arrays in each other", nested(100_000)),
        yaml("200 lists of YAML in each other", format!("{}x\n", "- ".repeat(200))),
        json("a key twice", sound(r#", "name": "nightly-orders""#)),
        bytes("bytes that are not UTF-8", b"\xff"),
        bytes("a slash in two bytes of UTF-8", b"\xc0\xaf"),
        Hostile { bytes: utf16(&sound("")), ..json("UTF-16", String::new()) },
        json("a byte order mark", format!("\u{feff}{}", sound(""))),
        number("`NaN`", "NaN"),
        number("`1e400`", "1e400"),
        number("an integer of 400 digits", &"9".repeat(400)),
        number("2^64 where a text belongs", "18446744073709551616"),
        json("2^64 where an integer belongs", notify("18446744073709551616")),
        json("`1e-400` where an integer belongs", notify("1e-400")),
        value("a NUL in a string", "nightly\0orders"),
        value("a tab in a string", "nightly\torders"),
        value("half of a surrogate pair", "nightly\\ud800orders"),
        json("nothing", String::new()),
        json("100 MB of white space around a request", sound(&" ".repeat(100 * MEGABYTE))),
        json("one line of 4 MB", sound(&format!(r#", "nam": [{}0]"#, "0,".repeat(2 * MEGABYTE)))),
        json("100,000 mistakes", sound(&many())),
        value("a string of 1 MB", &"n".repeat(MEGABYTE)),
        yaml("aliases that double each other", bomb()),
        yaml("aliases of a long text", aliases()),
        yaml("an alias inside its own anchor", "job: {type: name, params: &a {base_info: *a}}\n".to_owned()),
        yaml("a template that was not rendered", "jobs:\n  - job_id: {{ id }}\n    limit: {{ limit }}\n".to_owned()),
        yaml("a tab before a list inside a list", "- \t- a\n".to_owned()),
        yaml(
            "`\\U` of a Windows path in double quotes",
            "job: {type: name, params: {base_info: {name: \"C:\\Users\"}}}\n".to_owned(),
        ),
        yaml(
            "a surrogate pair as two escapes",
            "job: {type: name, params: {base_info: {name: nightly-orders, description: \"\\ud83d\\ude00\"}}}\n"
                .to_owned(),
        ),
        json("line ends of two bytes", sound("").replace(", ", ",\r\n")),
        json("a text that is cut off", sound("")[..50].to_owned()),
    ]
}

/// A text as Windows programs save it.
fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// A request with an integer.
fn notify(delay: &str) -> String {
    format!(
        r#"{{"job": {{"type": "notify", "params": {{"alarm_notify": {{"alarm_to_user": false, "delay_time": {delay}}}}}}}}}"#
    )
}

/// Fields that there are not.
fn many() -> String {
    (0..100_000).map(|index| format!(r#", "{index}": 0"#)).collect()
}

/// A mebibyte, as key and value, many times.
fn aliases() -> String {
    format!("- &a {}\n{}", "x".repeat(1 << 20), "- *a : *a\n".repeat(4_000))
}

/// Aliases of aliases.
fn bomb() -> String {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..=30 {
        let inner = level - 1;
        writeln!(text, "a{level}: &a{level} [*a{inner}, *a{inner}, *a{inner}, *a{inner}]").expect("memory takes it");
    }
    text
}

/// The rows of the table: the name of an input, and the id of the first diagnostic or `accepted`.
pub fn table() -> Vec<(String, String)> {
    let architecture = crate::read("ARCHITECTURE.md");
    let section = architecture.split("\n## What input can do\n").nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let cells = rows.filter_map(|row| Some((row.split_once(" | ")?.0, row.rsplit_once(" | ")?.1)));
    let own = |(name, found): (&str, &str)| (name.to_owned(), found.to_owned());
    // The first row is the head.
    cells.skip(1).map(own).collect()
}
