//! `native_rules.rs`: the rules that are functions, as an enum that a list of such functions can be matched with.

use crate::contract::{Contract, Rule, RuleBody, pascal_case};
use crate::output::source::header;

pub(super) fn module(contract: &Contract) -> String {
    let rules = contract.rules();
    let rules: Vec<&Rule> =
        rules.iter().map(|(_, rule)| *rule).filter(|rule| matches!(rule.body, RuleBody::Rust)).collect();
    let of_each = |line: &dyn Fn(&Rule, &str) -> String| {
        rules.iter().map(|rule| line(rule, &pascal_case(&rule.name))).collect::<String>()
    };
    let mut text = header("The rules that no condition can express.");
    text.push_str("/// A rule that is a function, `check: rust` in the contract.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum NativeRule {\n");
    text.push_str(&of_each(&|rule, name| format!("    /// {}: `{}`.\n    {name},\n", rule.id, rule.name)));
    text.push_str(&format!(
        "}}\n\nimpl NativeRule {{\n    /// All of them.\n    pub const ALL: [Self; {}] = [\n{}    ];\n\n",
        rules.len(),
        of_each(&|_, name| format!("        Self::{name},\n"))
    ));
    text.push_str(&format!(
        "    /// Id of the rule, for example `DRS-P030`.\n    pub const fn id(self) -> &'static str {{\n        match self {{\n{}        }}\n    }}\n}}\n",
        of_each(&|rule, name| format!("            Self::{name} => {:?},\n", rule.id))
    ));
    text
}
