//! `pages.rs`: the page of each diagnostic id, and the published list of rules.

use crate::contract::Contract;
use crate::output::file::{Output, text_of};
use crate::output::source::{header, raw};
use crate::problem::Problem;

pub(super) fn module(contract: &Contract, published: &[Output]) -> Result<String, Problem> {
    let rules = contract.rules();
    let mut text = header("One page a diagnostic id.");
    text.push_str("use crate::Page;\n\n/// Every page, by id.\npub static PAGES: &[Page] = &[\n");
    for page in &contract.pages {
        let owner = rules.iter().find(|(_, rule)| rule.id == page.id).map(|(owner, _)| owner.as_str());
        text.push_str(&format!(
            "    Page {{ id: {:?}, name: {:?}, severity: {:?}, schema: {owner:?}, text: {} }},\n",
            page.id,
            page.name,
            page.severity.as_str(),
            raw(&page.text)
        ));
    }
    text.push_str("];\n\n/// The published list of rules, `dist/rules.json`.\n");
    text.push_str(&format!("pub static RULES_JSON: &str = {};\n", raw(text_of(published, "dist/rules.json")?)));
    Ok(text)
}
