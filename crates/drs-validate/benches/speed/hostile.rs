//! Text that is made to take long: the time for it grows with its length, and not with the square of that.

use std::hint::black_box;
use std::time::Instant;

use drs_diag::Source;
use drs_text::Limits;
use drs_validate::{Input, Syntax, secrets};

/// How often a text is read; the best time counts, since whatever else the machine does makes it longer.
const RUNS: usize = 7;

/// Repetitions in the short text, and how many times as many are in the long one.
const SHORT: usize = 10_000;
const GROWTH: usize = 8;

/// How many times as long the long text may take: far from the square.
const LIMIT: f64 = 24.0;

type Shape = fn(usize) -> String;

/// Texts of a length that grows with a number, each of which took more than linear time in some parser once.
const HOSTILE: &[Shape] = &[
    |many| "[".repeat(many),
    |many| "{\"a\":".repeat(many),
    |many| "[1,".repeat(many),
    |many| "\"".repeat(many),
    |many| "\\\"".repeat(many),
    |many| format!("\"{}\"", "\n".repeat(many)),
    |many| format!("\"{}\"", "a\n".repeat(many)),
    |many| format!("[{}", "\"a\n".repeat(many)),
    |many| format!("\"{}\"", "\\ud800".repeat(many)),
    |many| "[/**/".repeat(many),
    |many| format!("[{}", "“a,".repeat(many)),
    |many| format!("{{{}", "\"a\",".repeat(many)),
    |many| "# --".repeat(many),
    |many| "a/b@".repeat(many),
    |many| format!("[{}1]", "/**/".repeat(many)),
    |many| format!("[{}]", "1 ".repeat(many)),
    |many| format!("[{}{}]", "/**/".repeat(many / 8), "1 ".repeat(many)),
    |many| format!("[{}]", "1 /**/ ".repeat(many)),
    |many| format!("{{{}}}", "a:1 ".repeat(many)),
    |many| format!("{{{}}}", (0..many).map(|key| format!("\"{key}\":1")).collect::<Vec<_>>().join(",")),
    |many| format!("{{{}}}", "\"a\":1,".repeat(many)),
    |many| "1".repeat(many),
    |many| format!("1e{}", "1".repeat(many)),
    |many| " ".repeat(many),
    |many| ": ".repeat(many),
    |many| "password: {".repeat(many),
    |many| "password: \"x\"y ".repeat(many),
    |many| format!("{}\n", "password: 'x".repeat(many)),
    |many| "\"password\": [1, ".repeat(many),
    |many| "password=".repeat(many),
    |many| format!("password: |\n{}", "  -----BEGIN\n".repeat(many)),
    |many| format!("{}:", " ".repeat(many)),
    |many| "\" ".repeat(many),
    |many| "'\n'\n".repeat(many),
    |many| format!("{}{}", "password=x ".repeat(many), "\n".repeat(many)),
    |many| format!("{{password: {}x", "}".repeat(many)),
    |many| format!("{}\n{}: x", "password=x ".repeat(many), "a".repeat(many)),
    |many| format!("{{{}\"a\":1}}", "\"name\":\"password\",\"value\":\"hunter2\",".repeat(many)),
    |many| format!("[{}1]", "{\"name\":\"password\",\"value\":\"hunter2\"},".repeat(many)),
    |many| "{\"name\":\"password\",\"value\":".repeat(many),
    |many| format!("[{}1]", "{\"a\":1},".repeat(many)),
    |many| format!("{{\"a\":1,{}\"b\":1}}", "// x\n".repeat(many)),
    |many| format!("{{\"a\":1,{}\"b\":1}}", "/*x*/".repeat(many)),
    |many| format!("a: 1\n{}b: 1\n", "# x\n".repeat(many)),
    |many| format!("[{}1]", "\"-u\",".repeat(many)),
    |many| format!("{{\"{}\":\"password\",", "A".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "a:b@".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "a@".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "@sha256:".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "://x:a@b@c@".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "mysql -p'".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "PRIVATE KEY".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "name password ".repeat(many)),
    |many| "{{ ".repeat(many),
    |many| "[${".repeat(many),
    |many| format!("{}{}", " ".repeat(many), "curl ".repeat(many)),
    |many| format!("{}[{}1]", "\n".repeat(many), "a,".repeat(many)),
    |many| (0..many).map(|key| format!("password: hunter{key}\n")).collect(),
    |many| format!("[{}1]", (0..many).map(|key| format!("{{\"password\":\"hunter{key}\"}},")).collect::<String>()),
    |many| format!("{{\"a\":\"{}\"}}", "curl -u a:b ".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "http://a:b@c ".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "a/b@".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "-----BEGIN A KEY-----".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "密码：x".repeat(many)),
    |many| format!("{{\"a\":\"{}\"}}", "--password ".repeat(many)),
    |many| format!("{{\"a\":[{}1]}}", r#""{\"password\":\"hunter2\"}","#.repeat(many)),
    |many| format!(r#"{{"a":"[{}1]"}}"#, r#"{\"password\":\"hunter2\"},"#.repeat(many)),
    |many| format!(r#"{{"a":"{}"}}"#, r#"[\"password\","#.repeat(many)),
];

/// The same for YAML alone.
const HOSTILE_YAML: &[Shape] = &[
    |many| "- ".repeat(many),
    |many| "? ".repeat(many),
    |many| "a: ".repeat(many),
    |many| format!("a: {}", "b ".repeat(many)),
    |many| format!("a: \"{}\"", "b\\n ".repeat(many)),
    |many| format!("a: |\n{}", "  b\n".repeat(many)),
    |many| format!("a: &a b\nc: [{}]", "*a, ".repeat(many)),
    |many| format!("a: &a {}\nc:\n{}", "b".repeat(many), "  *a : 1\n".repeat(many)),
    |many| "&a ".repeat(many),
    |many| format!("{}password: *a", "b: &a x\n".repeat(many)),
    |many| format!("a: {}", "[\n\"b\"\n],".repeat(many)),
    |many| "!a ".repeat(many),
    |many| "#\n".repeat(many),
    |many| "---\n".repeat(many),
    |many| "- a\n".repeat(many),
    |many| "é: é\n".repeat(many),
];

/// Reads each text in both syntaxes, and finds what is hidden of it. Prints what grows fastest; returns whether nothing grows
/// too fast. Without `measure` everything is read once.
#[expect(clippy::print_stdout, reason = "the table is what a benchmark is for")]
pub(crate) fn report(measure: bool) -> bool {
    let json = HOSTILE.iter().map(|shape| (Syntax::Json, shape));
    let yaml = HOSTILE.iter().chain(HOSTILE_YAML).map(|shape| (Syntax::Yaml, shape));
    let mut growths = Vec::new();
    for (syntax, shape) in json.chain(yaml) {
        if measure {
            let growth = best(&shape(SHORT * GROWTH), syntax) / best(&shape(SHORT), syntax);
            growths.push((growth, syntax, shape(3)));
        } else {
            read(&shape(SHORT / 100), syntax);
        }
    }
    growths.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (growth, syntax, text) in growths.iter().take(5) {
        let verdict = if *growth <= LIMIT { "holds" } else { "MISSED" };
        println!("{GROWTH} times the text, {syntax:?} {text:?}: {growth:.1} times as long, at most {LIMIT}  {verdict}");
    }
    growths.iter().all(|(growth, ..)| *growth <= LIMIT)
}

/// The shortest of several times.
fn best(text: &str, syntax: Syntax) -> f64 {
    let time = |_| {
        let start = Instant::now();
        read(text, syntax);
        start.elapsed().as_secs_f64()
    };
    (0..RUNS).map(time).fold(f64::INFINITY, f64::min)
}

fn read(text: &str, syntax: Syntax) {
    let text = text.as_bytes();
    let parsed = Input { text, syntax }.parse(Limits::default());
    black_box(Source::new("", text, secrets(), Some(&parsed)).into_mask());
}
