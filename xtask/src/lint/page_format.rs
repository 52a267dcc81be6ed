//! Every page of `spec/rules/` has the same sections.
//!
//! Heading `# id: name`, then the sections What it checks, Why the service refuses it, Fails, Passes and Source, in this
//! order. Fails and Passes hold at least one fenced block each, and each fence says its language and what it is checked against:
//! an operation, a component, or `any` where the operation is found by its shape. The tests run the blocks and `drs explain` shows the text, so a page that is formed
//! differently would be documentation that nothing checks.

use super::{Lint, Subject};
use crate::contract::{Block, Contract, Family, Page};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L050", name: "page-format", file: include_str!("page_format.rs") };

const SECTIONS: [&str; 5] = ["What it checks", "Why the service refuses it", "Fails", "Passes", "Source"];

/// Target of a block whose operation is found by its shape.
const ANY: &str = "any";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for page in &subject.contract.pages {
        let titles: Vec<&str> = page.sections.iter().map(|section| section.title.as_str()).collect();
        if titles != SECTIONS {
            let finding = Finding::new(&LINT, page.at, format!("the sections of `{}` are {}", page.id, list(&titles)))
                .help(format!("they must be {}", list(&SECTIONS)));
            findings.push(finding);
        }
        for section in page.sections.iter().filter(|section| section.text.is_empty()) {
            findings.push(Finding::new(&LINT, section.at, format!("the section `{}` is empty", section.title)));
        }
        for (title, blocks) in [("Fails", &page.fails), ("Passes", &page.passes)] {
            if blocks.is_empty() {
                findings.push(Finding::new(
                    &LINT,
                    page.at,
                    format!("`{}` has no fenced block under `{title}`", page.id),
                ));
            }
            findings.extend(blocks.iter().filter_map(|block| fence(subject.contract, page, block)));
        }
    }
}

fn fence(contract: &Contract, page: &Page, block: &Block) -> Option<Finding> {
    let languages: &[&str] = if page.family == Family::Syntax { &["text", "json", "yaml"] } else { &["json", "yaml"] };
    if !languages.contains(&block.language.as_str()) {
        let finding = Finding::new(&LINT, block.at, format!("`{}` is not a language of this page", block.language));
        return Some(finding.help(format!("use {}", list(languages))));
    }
    let target = block.target.as_str();
    let known = target == ANY || contract.operation(target).is_some() || contract.schemas.contains_key(target);
    (!known).then(|| {
        Finding::new(&LINT, block.at, format!("`{target}` is neither an operation nor a component"))
            .help("write the fence as ```json update_job or ```json JobEndpointInfo, or ```json any for one found by its shape")
    })
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
