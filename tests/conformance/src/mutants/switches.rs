//! Mutations of generated code: each expression that has mutations is written with them beside it, each switched on by a number
//! at run time, so that all are compiled at once.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Lit, parse_quote};

use super::operators::{Replacement, replacements, shorten};

/// A mutation of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CodeMutation {
    /// The number that switches it on.
    pub(super) number: u32,
    /// Where it is, and what; after ` | `, the code before and after.
    pub(super) label: String,
}

/// Numbers of a class of characters: one for each in ASCII, and one for all others.
const CHARACTERS: u32 = 129;

/// Writes switches into modules.
#[derive(Debug, Default)]
pub(super) struct Rewriter<'a> {
    /// All mutations so far.
    pub(super) mutations: Vec<CodeMutation>,
    /// The numbers that get a switch; without a set, all do.
    chosen: Option<&'a BTreeSet<u32>>,
    next: u32,
    labels: BTreeMap<String, u32>,
    /// Module, function and member.
    place: [String; 3],
    /// Functions of the module by position, to take one for the other.
    functions: Vec<syn::Ident>,
    /// Names of all automata.
    automata: Vec<String>,
}

impl<'a> Rewriter<'a> {
    /// A writer that knows the names of the automata, and writes switches for some mutations or for all.
    pub(super) fn new(automata: Vec<String>, chosen: Option<&'a BTreeSet<u32>>) -> Self {
        Self { chosen, automata, ..Self::default() }
    }

    /// The module with the switches in it.
    ///
    /// # Errors
    /// The text is not Rust.
    pub(super) fn module(&mut self, name: &str, text: &str) -> syn::Result<String> {
        let mut file = syn::parse_file(text)?;
        self.place = [name.to_owned(), String::new(), String::new()];
        let functions = file.items.iter().filter_map(|item| match item {
            syn::Item::Fn(function) => Some(function.sig.ident.clone()),
            _ => None,
        });
        self.functions = functions.collect();
        self.visit_file_mut(&mut file);
        Ok(prettyplease::unparse(&file))
    }

    /// Counts a mutation; its number, if it gets a switch.
    fn number(&mut self, what: &str, shown: &str) -> Option<u32> {
        let [module, function, member] = &self.place;
        let at = if member.is_empty() { String::new() } else { format!(" {member}") };
        let mut label = format!("{module}: {function}{at}: {what}");
        // The same expression may stand in a function more than once.
        let count = self.labels.entry(label.clone()).or_default();
        *count += 1;
        if *count > 1 {
            label += &format!(" #{count}");
        }
        if !shown.is_empty() {
            label += &format!(" | {shown}");
        }
        let number = self.next;
        self.mutations.push(CodeMutation { number, label });
        self.next += 1;
        self.chosen.is_none_or(|chosen| chosen.contains(&number)).then_some(number)
    }

    /// Another automaton or object that could stand here.
    fn other_path(&self, path: &str) -> Option<(&'static str, Expr)> {
        if let Some(name) = path.strip_prefix("patterns::") {
            let place = self.automata.iter().position(|it| it == name)?;
            let other = &self.automata[(place + 1) % self.automata.len()];
            return syn::parse_str(&format!("patterns::{other}")).ok().map(|other| ("another pattern", other));
        }
        let place = self.functions.iter().position(|function| function == path)?;
        let other = &self.functions[(place + 1) % self.functions.len()];
        Some(("another object", parse_quote!(#other)))
    }

    /// A class of characters with a mutation for each character that plain text can have.
    fn class(&mut self, expr: &mut Expr, name: &str) {
        let first = self.next;
        let mut is_switched = false;
        for byte in 0..CHARACTERS {
            let shown = match u8::try_from(byte).ok().filter(u8::is_ascii) {
                None => "other characters".to_owned(),
                Some(byte) if byte < b' ' || matches!(byte, b'"' | b'\\') => {
                    self.next += 1;
                    continue;
                }
                Some(byte) => format!("{:?}", char::from(byte)),
            };
            is_switched |= self.number(&format!("{shown} the opposite in `{name}`"), "").is_some();
        }
        if is_switched {
            *expr = parse_quote!(*crate::switch::class(&#expr, #first));
        }
    }
}

impl VisitMut for Rewriter<'_> {
    fn visit_item_mut(&mut self, item: &mut syn::Item) {
        if let syn::Item::Fn(function) = item {
            self.place[1] = function.sig.ident.to_string();
            self.place[2].clear();
            self.visit_block_mut(&mut function.block);
        }
    }

    fn visit_expr_if_mut(&mut self, branch: &mut syn::ExprIf) {
        let before = self.place[2].clone();
        if let Some(key) = literal_of_key(&branch.cond) {
            self.place[2] = key;
        }
        let shown = shorten(&branch.cond.to_token_stream().to_string());
        visit_mut::visit_expr_if_mut(self, branch);
        if !matches!(&*branch.cond, Expr::Let(_))
            && let Some(never) = self.number("`if` never", &shown)
        {
            let cond = &branch.cond;
            branch.cond = parse_quote!((if crate::switch::is(#never) { false } else { #cond }));
        }
        self.place[2] = before;
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let replacements = replacements(expr);
        let path = match expr {
            Expr::Path(path) => Some(path.to_token_stream().to_string().replace(' ', "")),
            _ => None,
        };
        if let Some(path) = &path
            && let Some((what, other)) = self.other_path(path)
        {
            if let Some(number) = self.number(what, &format!("{path} -> {}", other.to_token_stream())) {
                *expr = if what == "another pattern" {
                    parse_quote!(*(if crate::switch::is(#number) { &#other } else { &#expr }))
                } else {
                    parse_quote!((if crate::switch::is(#number) { #other } else { #expr }))
                };
            }
            return;
        }
        if let Some(name) = path.as_deref().and_then(|path| path.strip_prefix("classes::")) {
            return self.class(expr, name);
        }
        visit_mut::visit_expr_mut(self, expr);
        for Replacement { what, shown, with: other } in replacements {
            if let Some(number) = self.number(&what, &shown) {
                *expr = parse_quote!((if crate::switch::is(#number) { #other } else { #expr }));
            }
        }
    }
}

/// The member that a condition asks for.
fn literal_of_key(cond: &Expr) -> Option<String> {
    let Expr::Let(it) = cond else { return None };
    let Expr::MethodCall(call) = &*it.expr else { return None };
    let Some(Expr::Lit(literal)) = call.args.last() else { return None };
    match &literal.lit {
        Lit::ByteStr(bytes) => Some(String::from_utf8_lossy(&bytes.value()).into_owned()),
        _ => None,
    }
}
