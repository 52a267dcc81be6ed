//! Mistakes in generated code: each expression that can be wrong is written with its mistakes beside it, each switched on
//! by a number at run time, so that all are compiled at once.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, Lit, parse_quote};

use super::flow::Flow;
use super::forms::Dfa;
use super::mistakes::{Mistakes, shorten};
use super::{masks, nesting};

/// A mistake in the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Switch {
    /// The number that switches it on.
    pub(super) number: u32,
    /// Where it is, and what.
    pub(super) label: String,
    /// Why it changes nothing, if it provably does not.
    pub(super) idle: Option<&'static str>,
}

/// Numbers of a class of characters: one for each in ASCII, and one for all others.
const CHARACTERS: u32 = 129;

/// Writes the mistakes into modules.
#[derive(Debug, Default)]
pub(super) struct Rewriter {
    /// All mistakes so far.
    pub(super) switches: Vec<Switch>,
    /// What the functions do with facts.
    pub(super) flow: Flow,
    next: u32,
    /// Module, function and member.
    place: [String; 3],
    /// Functions of the module by position, to take one for the other.
    functions: Vec<syn::Ident>,
    /// All automata by name.
    forms: BTreeMap<String, Dfa>,
    /// Functions for objects after which nothing is nested.
    last: BTreeSet<String>,
    /// What the bits of `met` say of each other in the function.
    bits: masks::Bits,
}

impl Rewriter {
    /// A writer that knows the automata, and the functions for objects after which nothing is nested.
    pub(super) fn new(forms: BTreeMap<String, Dfa>, last: BTreeSet<String>) -> Self {
        Self { forms, last, ..Self::default() }
    }

    /// The module with the mistakes in it.
    ///
    /// # Errors
    /// The text is not Rust.
    pub(super) fn module(&mut self, name: &str, text: &str) -> syn::Result<String> {
        let mut file = syn::parse_file(text)?;
        self.place = [name.to_owned(), String::new(), String::new()];
        self.functions = file
            .items
            .iter()
            .filter_map(|item| match item {
                syn::Item::Fn(function) => Some(function.sig.ident.clone()),
                _ => None,
            })
            .collect();
        self.visit_file_mut(&mut file);
        self.flow.add(name, &file);
        Ok(prettyplease::unparse(&file))
    }

    fn number(&mut self, what: &str, idle: Option<&'static str>) -> u32 {
        let number = self.next;
        let [module, function, member] = &self.place;
        let at = if member.is_empty() { String::new() } else { format!(" {member}") };
        self.switches.push(Switch { number, label: format!("{module}: {function}{at}: {what}"), idle });
        self.next += 1;
        number
    }

    /// Another automaton or object that could stand here.
    fn other_path(&self, path: &str) -> Option<(&'static str, Expr)> {
        if let Some(name) = path.strip_prefix("patterns::") {
            let mut after = self.forms.keys().skip_while(|form| *form != name).skip(1);
            let other = after.next().or_else(|| self.forms.keys().next())?;
            return syn::parse_str(&format!("patterns::{other}")).ok().map(|other| ("another form", other));
        }
        let place = self.functions.iter().position(|function| function == path)?;
        let other = &self.functions[(place + 1) % self.functions.len()];
        Some(("another object", parse_quote!(#other)))
    }
}

impl VisitMut for Rewriter {
    fn visit_item_mut(&mut self, item: &mut syn::Item) {
        if let syn::Item::Fn(function) = item {
            self.place[1] = function.sig.ident.to_string();
            self.place[2].clear();
            self.bits = masks::Bits::read(function);
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
        if !matches!(&*branch.cond, Expr::Let(_)) {
            let (cond, never) = (&branch.cond, self.number(&format!("`if {shown}` never"), None));
            branch.cond = parse_quote!((if crate::switch::is(#never) { false } else { #cond }));
        }
        self.place[2] = before;
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        let mistakes = Mistakes { forms: &self.forms }.of(expr);
        let path = match expr {
            Expr::Path(path) => Some(path.to_token_stream().to_string().replace(' ', "")),
            _ => None,
        };
        if let Some((what, other)) = path.as_deref().and_then(|path| self.other_path(path)) {
            let number = self.number(&format!("{what}: {}", other.to_token_stream()), None);
            *expr = if what == "another form" {
                parse_quote!(*(if crate::switch::is(#number) { &#other } else { &#expr }))
            } else {
                parse_quote!((if crate::switch::is(#number) { #other } else { #expr }))
            };
            return;
        }
        if let Some(name) = path.as_deref().and_then(|path| path.strip_prefix("classes::")) {
            let first = self.next;
            for byte in 0..CHARACTERS {
                let (shown, idle) = match u8::try_from(byte).ok().filter(u8::is_ascii) {
                    None => ("other characters".to_owned(), None),
                    Some(byte) => {
                        let never = byte < b' ' || matches!(byte, b'"' | b'\\');
                        let reason = "no text without escapes has the character";
                        (format!("{:?}", char::from(byte)), never.then_some(reason))
                    }
                };
                self.number(&format!("{shown} the opposite in `{name}`"), idle);
            }
            *expr = parse_quote!(*crate::switch::class(&#expr, #first));
            return;
        }
        let is_leave = matches!(expr, Expr::MethodCall(call) if call.method == "leave");
        visit_mut::visit_expr_mut(self, expr);
        for mistake in mistakes {
            let idle = mistake.idle.or_else(|| self.bits.idle(mistake.mask, mistake.dropped?));
            let ends_all = is_leave && self.last.contains(&self.place[1]);
            let idle = idle.or(ends_all.then_some(nesting::LAST));
            let number = self.number(&mistake.label, idle);
            let other = &mistake.with;
            *expr = parse_quote!((if crate::switch::is(#number) { #other } else { #expr }));
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
