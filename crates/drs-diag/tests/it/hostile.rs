//! What is true whatever the text and whatever is said about it: nothing panics, nothing unsafe is printed, nothing takes more
//! space than it should.

use drs_diag::{Diagnostic, Format, Outcome, Source, Style};
use drs_text::{Edit, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::{always_the_same, document, error, outputs, secrets, span, write};

const PARTS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    " ",
    "\"",
    "'",
    "\\",
    "#",
    "-",
    "|",
    "&a ",
    "*a",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "  ",
    "a",
    "key",
    "1521",
    "true",
    "é",
    "e\u{301}",
    "数据",
    "🚀",
    "\0",
    "\x1b[31m",
    "\x07",
    "\x7f",
    "\u{85}",
    "\u{9b}",
    "\u{202e}",
    "\u{2066}",
    "\u{2028}",
    "\u{200b}",
    "\u{feff}",
    "\u{3164}",
    "\u{e0041}",
    "\u{fffe}",
    "\u{ffff}",
    "::error file=x,line=1::",
    "::set-output name=x::",
    "##[error]",
    "%0A",
    "%",
    ",",
    "=",
    "]]>",
    "<![CDATA[",
    "<a b='c'>",
    "&amp;",
    "&#0;",
    "](http://x)",
    "{0}",
    "./",
    "/",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
];

fn text() -> impl Strategy<Value = String> {
    vec(select(PARTS), 0..60).prop_map(|parts| parts.concat())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let broken = vec(prop_oneof![text().prop_map(String::into_bytes), vec(any::<u8>(), 0..4)], 0..4);
    broken.prop_map(|parts| parts.concat())
}

fn fix() -> impl Strategy<Value = Vec<Edit>> {
    vec((span(), text()).prop_map(|(span, text)| Edit { span, text }), 0..5)
}

fn diagnostic() -> impl Strategy<Value = Diagnostic> {
    let texts = (text(), text(), proptest::option::of(text()), proptest::option::of(text()));
    let places = (span(), vec((text(), span()), 0..12), proptest::option::of(fix()));
    (texts, places).prop_map(|((message, pointer, label, help), (span, related, fix))| {
        let mut diagnostic = Diagnostic::warning("DRS-S000\x1b", "name\u{202e}", span, message).pointer(pointer);
        (diagnostic.label, diagnostic.help) = (label.map(Into::into), help.map(Into::into));
        diagnostic =
            related.into_iter().fold(diagnostic, |diagnostic, (message, span)| diagnostic.related(message, span));
        match fix {
            Some(edits) => diagnostic.fix("change\r\n", edits),
            None => diagnostic,
        }
    })
}

fn is_printable(c: char) -> bool {
    let unsafe_c = c.is_control() || ('\u{200b}'..='\u{200f}').contains(&c) || ('\u{2028}'..='\u{202e}').contains(&c);
    !(unsafe_c
        || ('\u{2060}'..='\u{206f}').contains(&c)
        || matches!(c, '\u{feff}' | '\u{3164}' | '\u{e0000}'..='\u{e0fff}'))
}

proptest! {
    #![proptest_config(always_the_same(512))]

    #[test]
    fn anything_is_shown_and_shown_safely(
        bytes in bytes(),
        found in vec(diagnostic(), 1..4),
        width in proptest::option::of(0..200_usize),
        line in any::<u32>(),
        name in text(),
    ) {
        let source = Source::new(&name, &bytes, secrets(), None).starting_at(line, u64::from(line));
        for (format, text) in outputs(&source, &found, width) {
            let bad = text.chars().find(|&c| c != '\n' && !is_printable(c));
            prop_assert!(bad.is_none(), "{format}: {bad:?} in {text}");
            super::consume::check(format, &text);
        }
    }
}

/// What a log may take for a command of its own, see [`super::consume::command`].
#[test]
fn no_line_begins_with_a_path_that_is_a_command() {
    for name in ["::error::x.json", ":", " :"] {
        let source = Source::new(name, b"{}", secrets(), None);
        for (format, text) in outputs(&source, &[error(Span::at(0), "::error::y")], None) {
            let begins = |line: &&str| line.trim_start().starts_with("::") && format != Format::Github;
            assert_eq!(text.lines().find(begins), None, "{format}");
        }
    }
}

#[test]
fn a_line_of_4_mb_takes_a_few_lines() {
    let member = "\"table_name\":\"some_table\",";
    let text = format!("{{{}\"z\":1}}", member.repeat(4_000_000 / member.len()));
    let length = u32::try_from(text.len()).unwrap();
    let source = Source::new("a.json", text.as_bytes(), secrets(), None);
    let found = (0..100).map(|part| {
        let at = length / 100 * part;
        error(Span::new(at, at + 6), "unknown field")
            .related("the whole", Span::new(0, length))
            .fix("cut", vec![Edit::delete(Span::new(at, at + 9))])
    });
    let found: Vec<Diagnostic> = found.collect();
    for (format, output) in outputs(&source, &found, None) {
        assert!(output.len() < 200_000, "{format}: {}", output.len());
    }
}

#[test]
fn many_lines_take_a_few_lines() {
    let text = "\"table_name\":\"some_table\",\n".repeat(150_000);
    let length = u32::try_from(text.len()).unwrap();
    let source = Source::new("a.json", text.as_bytes(), secrets(), None);
    let found = (0..100).map(|part| {
        let at = length / 100 * part;
        error(Span::new(at, length), "unknown field")
            .related("the first", Span::at(0))
            .related("the last", Span::at(length))
    });
    let found: Vec<Diagnostic> = found.collect();
    for (format, output) in outputs(&source, &found, None) {
        assert!(output.len() < 200_000, "{format}: {}", output.len());
    }
}

#[test]
fn a_value_of_1_mb_in_a_message_takes_little() {
    let value = "\u{202e}very long, ".repeat(1_000_000 / 14);
    let text = format!("{{\"a\": \"{value}\", \"password\": \"{value}\"}}");
    let source = Source::new("a.json", text.as_bytes(), secrets(), None);
    let quoted = "long ".repeat(200_000);
    let found = error(Span::new(1, 4), &quoted)
        .label(quoted.clone())
        .help(quoted.clone())
        .related(&*quoted, Span::at(0))
        .fix(quoted.clone(), vec![Edit::insert(0, &*quoted)]);
    for (format, output) in outputs(&source, &[found], None) {
        let max_bytes = if matches!(format, Format::Json | Format::JsonLines) { 1_100_000 } else { 100_000 };
        assert!(output.len() < max_bytes, "{format}: {}", output.len());
    }
}

/// What is written of a finding does not grow with the findings before it.
#[test]
fn many_findings_take_as_much_as_each() {
    let member = "\"password\":\"swordfish\",\n\"table_name\":1,\n";
    let text = format!("{{{}\"z\":1}}", member.repeat(20_000));
    let source = Source::new("a.json", text.as_bytes(), secrets(), None).with_lines();
    let length = u32::try_from(member.len()).unwrap();
    let found = |count: u32| -> Vec<Diagnostic> {
        let each = (0..count).map(|index| {
            let at = 1 + index * length + 24;
            error(Span::new(at, at + 12), "unknown field `table_name`")
                .pointer(format!("/{index}/table_name"))
                .related("the first", Span::at(0))
                .fix("remove it", vec![Edit::delete(Span::new(at, at + 15))])
        });
        each.collect()
    };
    for format in Format::ALL.into_iter().filter(|&format| format != Format::Human) {
        let bytes = |count| {
            let documents = [document(&source, Outcome::checked(found(count)))];
            write(format, Style::default(), &documents).len()
        };
        let (some, all) = (bytes(200), bytes(20_000));
        assert!(all < 110 * some, "{format}: {some} {all}");
    }
}
