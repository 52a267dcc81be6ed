//! The pages of `spec/rules/` keep their word.

use std::collections::BTreeMap;

use drs_validate::Syntax;

use crate::support::{checked, ids, names, read, shown};

pub(crate) struct Block {
    pub(crate) page: String,
    pub(crate) section: String,
    pub(crate) language: String,
    pub(crate) target: String,
    pub(crate) text: Vec<u8>,
}

#[test]
fn each_fails_block_fails_by_its_id_alone_and_each_passes_block_passes() {
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for block in blocks() {
        let syntax = if block.language == "yaml" { Syntax::Yaml } else { Syntax::Json };
        let report = checked(&block.target, &block.text, syntax);
        let expected = if block.section == "Fails" { vec![block.page.as_str()] } else { Vec::new() };
        if ids(&report) != expected {
            let text = String::from_utf8_lossy(&block.text[..block.text.len().min(200)]).into_owned();
            wrong.push(format!("{} {} {}\n{text}\n{}", block.page, block.section, block.target, shown(&report)));
        }
        *counts.entry(block.section).or_default() += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(counts["Fails"] > 100 && counts["Passes"] > 100, "{counts:?}");
}

/// The fenced blocks of all pages.
pub(crate) fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    for name in names("spec/rules") {
        let text = read(&format!("spec/rules/{name}"));
        let (mut section, mut open) = (String::new(), None::<Block>);
        for line in text.lines() {
            if let Some(block) = &mut open {
                if line == "```" {
                    let block = open.take().unwrap();
                    let text = if block.language == "text" { bytes(&block.text) } else { block.text };
                    blocks.push(Block { text, ..block });
                } else {
                    block.text.extend(line.bytes().chain([b'\n']));
                }
            } else if let Some(fence) = line.strip_prefix("```") {
                let (language, target) = fence.split_once(' ').expect("a fence says its language and its target");
                open = Some(Block {
                    page: name.trim_end_matches(".md").to_owned(),
                    section: section.clone(),
                    language: language.to_owned(),
                    target: target.to_owned(),
                    text: Vec::new(),
                });
            } else if let Some(title) = line.strip_prefix("## ") {
                title.clone_into(&mut section);
            }
        }
    }
    blocks
}

/// A block of bytes: `\xHH` is the byte of that number, `\(…\){n}` is what is between, n times. The last line feed is the
/// fence's.
fn bytes(text: &[u8]) -> Vec<u8> {
    let mut rest = text.strip_suffix(b"\n").unwrap_or(text);
    let mut bytes = Vec::new();
    while let Some((&first, after)) = rest.split_first() {
        if let Some((byte, after)) = hex(rest) {
            bytes.push(byte);
            rest = after;
        } else if let Some((repeated, count, after)) = group(rest) {
            bytes.extend(repeated.repeat(count));
            rest = after;
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    bytes
}

fn hex(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, after) = text.strip_prefix(b"\\x")?.split_at_checked(2)?;
    Some((u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?, after))
}

fn group(text: &[u8]) -> Option<(&[u8], usize, &[u8])> {
    let inner = text.strip_prefix(b"\\(")?;
    let end = inner.windows(3).position(|window| window == b"\\){")?;
    let count = &inner[end + 3..];
    let close = count.iter().position(|&byte| byte == b'}')?;
    Some((&inner[..end], std::str::from_utf8(&count[..close]).ok()?.parse().ok()?, &count[close + 1..]))
}
