//! `title` stands on the arms of a `oneOf` and nowhere else.
//!
//! The client's generator takes a title for the name of a type; where two inline schemas have the same title, it silently uses
//! the first one's type for both.

use super::{Lint, Subject};
use crate::problem::Finding;

/// The lint.
pub const LINT: Lint = Lint { id: "DRS-L013", name: "stray-title", file: include_str!("stray_title.rs") };

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for node in subject.schemas().filter(|node| node.holder() != "oneOf") {
        if let Some(title) = node.value.member("title") {
            let finding = Finding::new(&LINT, title.key, "`title` outside an arm of `oneOf`")
                .help("remove it; a component is called by its name, and what it is belongs into `description`");
            findings.push(finding);
        }
    }
}
