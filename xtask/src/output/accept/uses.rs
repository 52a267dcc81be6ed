//! Imports of a module of functions.

use crate::output::source::header;

/// A module of functions called `own`, with the imports that they need beside `always`.
pub(super) fn with_uses(doc: &str, own: &str, functions: &str, always: &[&str]) -> String {
    let functions = functions.replace(&format!("{own}::"), "");
    let used = |module: &str| functions.contains(&format!("{module}::"));
    let own: Vec<_> = ["classes", "listed", "lists", "objects"].into_iter().filter(|module| used(module)).collect();
    let called = ["array", "boolean", "fact", "map", "member_end", "once", "open_object", "unknown"];
    let called = called.into_iter().filter(|name| functions.contains(&format!("{name}(")));
    let modules = ["native", "number", "text"].into_iter().filter(|module| used(module));
    let mut runtime: Vec<_> = always.iter().copied().chain(called).chain(modules).collect();
    runtime.sort_unstable();
    let patterns = if used("patterns") { "use crate::generated::patterns;\n" } else { "" };
    let own = if let [module] = own[..] { module.to_owned() } else { format!("{{{}}}", own.join(", ")) };
    let runtime = runtime.join(", ");
    format!(
        "{}use crate::generated::accept::{own};\nuse crate::accept::{{{runtime}}};\n{patterns}\n{functions}",
        header(doc)
    )
}
