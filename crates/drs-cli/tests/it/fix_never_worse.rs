//! Whatever is wrong with a text, `--fix` does not make it worse, leaves nothing that it could still fix, and its diff is what
//! it does.

use std::fs;

use drs_contract::Operation;
use serde_json::Value;

use crate::scratch::{Scratch, workspace};
use crate::yaml_text::yaml;

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

/// Words and signs: the pieces that a hand slips on.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        let joins = |last: &String| last.ends_with(|end: char| end.is_alphanumeric() || end == '_');
        match pieces.last_mut() {
            Some(last) if (c.is_alphanumeric() || c == '_') && joins(last) => last.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

/// The text with a few slips.
fn slipped(text: &str, numbers: &mut Numbers) -> String {
    let mut pieces = pieces(text);
    for _ in 0..=numbers.below(6) {
        let (at, other) = (numbers.below(pieces.len()), numbers.below(pieces.len()));
        match numbers.below(12) {
            0 => drop(pieces.remove(at)),
            1 => pieces.swap(at, other),
            2 => pieces[at] = pieces[at].to_uppercase(),
            3 => pieces[at].push('x'),
            4 => pieces.swap(at, usize::midpoint(at, other)),
            5 => pieces[at] = pieces[at].replace('"', ""),
            6 => pieces[at].push('"'),
            7 => pieces[at] = pieces[at].replace(['{', '['], ""),
            8 => pieces[at] = pieces[at].replace("true", "\"yes\"").replace('"', "'"),
            9 => {
                let signs = ["null", "5", "True", "[", "}", "//", "\u{feff}", "\t", "*a", "&a ", "+1", "\\q"];
                pieces[at] = String::from(signs[other % signs.len()]);
            }
            10 => {
                // A member somewhere else.
                let end = (at + 12).min(pieces.len());
                let taken: Vec<_> = pieces.drain(at..end).collect();
                let place = other.min(pieces.len());
                pieces.splice(place..place, taken);
            }
            _ => pieces[at] = pieces[at].replace('_', ""),
        }
        if pieces.is_empty() {
            pieces.push(String::new());
        }
    }
    pieces.concat()
}

fn texts() -> Vec<(&'static str, String)> {
    let mut examples = Vec::new();
    for operation in Operation::ALL.into_iter().filter(|operation| !operation.is_bare()) {
        let mut files: Vec<_> =
            fs::read_dir(workspace().join("spec/examples").join(operation.id())).expect("a folder").flatten().collect();
        files.sort_by_key(fs::DirEntry::file_name);
        examples.extend(files.into_iter().map(|file| fs::read_to_string(file.path()).expect("a text")));
    }
    let mut numbers = Numbers(20_261_121);
    let mut texts = Vec::new();
    for example in &examples {
        let value: Value = serde_json::from_str(example).expect("JSON");
        for _ in 0..3 {
            texts.push(("json", slipped(example, &mut numbers)));
            texts.push(("yaml", slipped(&yaml(&value), &mut numbers)));
            let line = slipped(&value.to_string(), &mut numbers).replace(['\n', '\r'], " ");
            texts.push(("jsonl", format!("{value}\n{line}\n\n{value}")));
        }
    }
    texts
}

/// Errors of each file.
fn errors(report: &str) -> Vec<u64> {
    let report: Value = serde_json::from_str(report).expect("JSON");
    let mut errors = Vec::new();
    for file in report["files"].as_array().expect("files") {
        let index: usize = file["path"].as_str().expect("a path")[2..6].parse().expect("a number");
        errors.resize(errors.len().max(index + 1), 0);
        let diagnostics = file["diagnostics"].as_array().expect("diagnostics");
        let count = diagnostics.iter().filter(|diagnostic| diagnostic["severity"] == "error").count() as u64;
        errors[index] += count + file["omitted"].as_u64().expect("a number");
    }
    errors
}

#[test]
fn fixed_texts_have_no_more_errors_and_nothing_left_to_fix() {
    let texts = texts();
    let mut folder = Scratch::new();
    for (index, (ending, text)) in texts.iter().enumerate() {
        folder = folder.file(&format!("{index:04}.{ending}"), text);
    }
    let read = || -> Vec<String> {
        texts.iter().enumerate().map(|(index, (ending, _))| folder.read(&format!("{index:04}.{ending}"))).collect()
    };
    let validate =
        |more: &[&str]| folder.drs(&[&["validate", "--max-diagnostics", "0", "--format", "json", "."], more].concat());
    let mut before = errors(&validate(&[]).stdout);
    let fix = validate(&["--fix"]);
    let fixed = read();
    let mut after = errors(&fix.stdout);
    let again = validate(&["--fix"]);
    assert!(read() == fixed, "there was something left to fix");
    assert_eq!(again.stdout, fix.stdout, "what is reported is what is there");
    assert_eq!(validate(&[]).stdout, fix.stdout);
    before.resize(texts.len(), 0);
    after.resize(texts.len(), 0);
    let worse: Vec<_> = (0..texts.len()).filter(|&index| after[index] > before[index]).collect();
    assert!(worse.is_empty(), "{worse:?}");
    let (sum_before, sum_after): (u64, u64) = (before.iter().sum(), after.iter().sum());
    let changed = (0..texts.len()).filter(|&index| texts[index].1 != fixed[index]).count();
    assert!(
        changed > 50 && sum_after < sum_before * 19 / 20,
        "{changed} changed, {sum_before} before, {sum_after} after"
    );
}
