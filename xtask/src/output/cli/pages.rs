//! The pages that `drs explain` shows and the list that `drs rules` prints.

use super::find;
use super::source::{header, literal, optional, raw};
use crate::contract::Contract;
use crate::output::Output;
use crate::problem::Problem;

/// The module `pages`.
pub(super) fn module(contract: &Contract, published: &[Output]) -> Result<String, Problem> {
    let rules = contract.rules();
    let mut text = header("One page a diagnostic id.");
    text.push_str("use crate::catalog::Page;\n\n/// Every page, by id.\npub(crate) static PAGES: &[Page] = &[\n");
    for page in &contract.pages {
        let owner = rules.iter().find(|(_, rule)| rule.id == page.id).map(|(owner, _)| owner.as_str());
        text.push_str(&format!(
            "    Page {{ id: {}, name: {}, severity: {}, schema: {}, text: {} }},\n",
            literal(&page.id),
            literal(&page.name),
            literal(page.severity.as_str()),
            optional(owner),
            raw(&page.text)
        ));
    }
    text.push_str("];\n\n/// The published list of rules.\n");
    text.push_str(&format!("pub(crate) static RULES_JSON: &str = {};\n", raw(find(published, "dist/rules.json")?)));
    Ok(text)
}
