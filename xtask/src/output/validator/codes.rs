//! `codes.rs`: the id and name of each diagnostic about syntax and shape, from the headings of the pages.

use crate::contract::{Contract, Family, Severity};
use crate::output::code::constant;
use crate::output::source::header;

pub(super) fn module(contract: &Contract) -> String {
    let mut text = header("The ids of what is checked without a rule of the contract.");
    text.push_str("use drs_diag::Severity;\n\nuse crate::explain::Code;\n\n");
    let pages = contract.pages.iter().filter(|page| page.family != Family::Payload);
    for page in pages {
        let severity = match page.severity {
            Severity::Error => "Error",
            Severity::Warning => "Warning",
        };
        text.push_str(&format!(
            "/// `spec/rules/{}.md`\npub(crate) const {}: Code = Code {{ id: {:?}, name: {:?}, severity: Severity::{severity} }};\n",
            page.id,
            constant(&page.name),
            page.id,
            page.name,
        ));
    }
    text
}
