//! The fast path of `drs-validate`: one function over bytes for each kind of value that a request has.
//!
//! What the functions have in common is written by hand, in `drs-validate`'s module `accept`. A function answers where to
//! go on and with the facts about its value that the rules of the objects around it need, as bits; or it answers "don't know". Rules are
//! decided where their object ends: when one is broken, an error or a warning, the answer is "don't know".

mod expr;
mod fact;
mod list;
mod listed;
mod matcher;
mod native;
mod object;
mod plan;
#[cfg(test)]
mod tests;
mod uses;
mod value;

use crate::contract::{Contract, pascal_case};
use crate::output::code::constant;
use crate::output::request;
use crate::output::source::header;
use crate::output::validator::patterns::Patterns;
use crate::problem::Problem;
use plan::Plan;
pub use plan::function as function_of;

/// The modules, by their path in the folder of generated modules and without the file ending.
///
/// # Errors
/// Something in the contract has no form here.
pub(super) fn modules(contract: &Contract, patterns: &mut Patterns) -> Result<Vec<(String, String)>, Problem> {
    let plan = Plan::new(contract);
    let mut matchers = matcher::Matchers::new(patterns);
    let objects = object::module(&plan, &mut matchers)?;
    let lists = list::module(&plan, &mut matchers)?;
    let modules =
        [("classes", matchers.classes()), ("listed", listed::module(&plan)), ("lists", lists), ("objects", objects)];
    let mut root = header("The fast path to \"valid\".");
    root.push_str(
        "#![allow(clippy::too_many_lines, clippy::manual_map, clippy::verbose_bit_mask, reason = \"as long and as plain as the contract\")]\n\n",
    );
    for (name, _) in &modules {
        root.push_str(&format!("mod {name};\n"));
    }
    root.push_str("\nuse drs_contract::Operation;\n\nuse crate::accept::{Accepted, Context, Read, Source};\nuse crate::generated::schemas;\nuse crate::schema::Schema;\n\n");
    root.push_str("/// A request of `operation` that starts at `at`.\n");
    root.push_str(
        "pub(crate) fn root(operation: Operation, source: &Source<'_>, at: u32, cx: &mut Context) -> Accepted {\n",
    );
    root.push_str("    match operation {\n");
    for operation in &contract.operations {
        let request = plan::function(&request::schema_name(operation));
        let call = plan.call(&request, &mut matchers)?;
        root.push_str(&format!("        Operation::{} => {call},\n", pascal_case(&operation.id)));
    }
    root.push_str("        _ => None,\n    }\n}\n\n/// What reads an object of a request, by its schema.\n");
    root.push_str("pub(crate) static OBJECTS: &[(&Schema, Read)] = &[\n");
    let mut names: Vec<_> = contract.schemas.keys().collect();
    names.sort();
    for name in names {
        let function = plan::function(name);
        if plan.nodes.contains_key(&function) && plan.call(&function, &mut matchers)?.starts_with("objects::") {
            root.push_str(&format!("    (&schemas::{}, objects::{function}),\n", constant(name)));
        }
    }
    root.push_str("];\n");
    let mut all = vec![("accept/mod".to_owned(), root)];
    all.extend(modules.into_iter().map(|(name, text)| (format!("accept/{name}"), text)));
    Ok(all)
}
