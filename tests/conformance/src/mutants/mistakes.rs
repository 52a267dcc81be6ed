//! What an expression of generated code could be instead.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{BinOp, Expr, Lit, parse_quote};

use super::forms::Dfa;
use super::masks;

/// An expression that is wrong.
#[derive(Debug)]
pub(super) struct Mistake {
    /// What is wrong.
    pub(super) label: String,
    /// The expression that is wrong.
    pub(super) with: Expr,
    /// The mask and the bit of it that is dropped.
    pub(super) mask: u64,
    pub(super) dropped: Option<u32>,
    /// Why it changes nothing, if that is known already.
    pub(super) idle: Option<&'static str>,
}

impl Mistake {
    pub(super) fn new(what: &str, from: &Expr, with: Expr) -> Self {
        let [from, to] = [from, &with].map(|expr| shorten(&expr.to_token_stream().to_string()));
        Self { label: format!("{what}: `{from}` -> `{to}`"), with, mask: 0, dropped: None, idle: None }
    }

    fn in_parentheses(&mut self) {
        let inner = &self.with;
        self.with = parse_quote!((#inner));
    }
}

/// What the mistakes depend on beside the expression.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mistakes<'a> {
    /// All automata by name.
    pub(super) forms: &'a BTreeMap<String, Dfa>,
}

impl Mistakes<'_> {
    /// What an expression could be instead.
    pub(super) fn of(self, expr: &Expr) -> Vec<Mistake> {
        let mut found = Vec::new();
        let mut plant_idle = |what: &str, with: Expr, idle: Option<&'static str>| {
            found.push(Mistake { idle, ..Mistake::new(what, expr, with) });
        };
        let mut plant = |what: &str, with: Expr| plant_idle(what, with, None);
        match expr {
            Expr::Binary(binary) => match &binary.op {
                BinOp::And(_) | BinOp::Or(_) => {
                    let (left, right) = (&*binary.left, &*binary.right);
                    plant("a condition dropped", left.clone());
                    plant("a condition dropped", right.clone());
                    match binary.op {
                        BinOp::And(_) => plant("or for and", parse_quote!((#left) || (#right))),
                        _ => plant("and for or", parse_quote!((#left) && (#right))),
                    }
                }
                BinOp::Eq(_) | BinOp::Ne(_) => found.extend(masks::mistakes(binary)),
                BinOp::Gt(_) => {
                    if let Some(number) = integer(&binary.right) {
                        for other in [number - 1, number + 1] {
                            let (left, other) = (&binary.left, literal(other));
                            plant("a bound shifted", parse_quote!(#left > #other));
                        }
                    }
                }
                BinOp::Shl(_) => {
                    if let Some(bit) = integer(&binary.right) {
                        let other = literal(bit + 1);
                        plant("the bit of another value", parse_quote!(1 << #other));
                    }
                }
                _ => {}
            },
            Expr::Range(range) => {
                let (start, end, limits) = (&range.start, &range.end, &range.limits);
                for step in [-1, 1] {
                    if let Some(other) = start.as_deref().and_then(integer).map(|it| it + step).filter(|it| *it >= 0) {
                        let other = literal(other);
                        plant("a bound shifted", parse_quote!(#other #limits #end));
                    }
                    if let Some(other) = end.as_deref().and_then(integer).map(|it| it + step).filter(|it| *it >= 0) {
                        let other = literal(other);
                        plant("a bound shifted", parse_quote!(#start #limits #other));
                    }
                }
                // The ends of a range are of one type, also where it is not written.
                found.iter_mut().for_each(Mistake::in_parentheses);
            }
            Expr::Call(call) => self.call(call, &mut plant_idle),
            Expr::MethodCall(call) => method(call, &mut plant),
            Expr::Assign(assign) if assign.left.to_token_stream().to_string() != "key" => {
                plant("a place forgotten", parse_quote!({}));
            }
            _ => {}
        }
        found
    }

    fn call(self, call: &syn::ExprCall, plant_idle: &mut impl FnMut(&str, Expr, Option<&'static str>)) {
        let mut plant = |what: &str, with: Expr| plant_idle(what, with, None);
        let name = call.func.to_token_stream().to_string().replace(' ', "");
        let arguments: Vec<&Expr> = call.args.iter().collect();
        match name.as_str() {
            "once" => {
                let (met, bit) = (arguments[0], arguments[1]);
                plant("a member twice allowed", parse_quote!(Some(#met | #bit)));
                let other = literal(if integer(bit) == Some(1) { 2 } else { 1 });
                plant("the bit of another member", parse_quote!(once(#met, #other)));
                plant("a member not noted", parse_quote!(Some(#met | 1 << 63)));
            }
            "fact" => {
                let (holds, bit) = (arguments[0], integer(arguments[1]).unwrap_or_default());
                let (up, down) = (literal(bit + 1), literal((bit - 1).max(0)));
                plant("a fact dropped", parse_quote!(fact(false, #bit as u32)));
                plant("a fact always", parse_quote!(fact(true, #bit as u32)));
                plant("another fact", parse_quote!(fact(#holds, #up)));
                if bit > 0 {
                    plant("another fact", parse_quote!(fact(#holds, #down)));
                }
            }
            "Some" | "None" => {}
            "text::any" | "boolean" => plant("a type loosened", parse_quote!(crate::switch::loose(source, at))),
            "text::matches_pattern" => {
                plant("always the form", parse_quote!(Some(true)));
                plant("never the form", parse_quote!(Some(false)));
            }
            _ if name.starts_with("native::") => plant("a function not asked", parse_quote!(Some(()))),
            _ if name.starts_with("listed::") => {
                plant("any value", parse_quote!(crate::accept::text::any(source, at)));
            }
            _ if name.starts_with("text::")
                || name.starts_with("number::within")
                || name.starts_with("number::one_of") =>
            {
                plant("a form loosened", parse_quote!(crate::switch::loose(source, at)));
                if let (true, Expr::Reference(list)) = (name.ends_with("one_of"), arguments[1])
                    && let Expr::Array(values) = &*list.expr
                {
                    let values: Vec<i64> = values.elems.iter().filter_map(integer).collect();
                    for index in 0..values.len() {
                        let mut other = values.clone();
                        // A value that no document has keeps the places of the others.
                        other[index] = i64::MIN;
                        plant("a value forgotten", with_argument(call, 1, list_of(&other)));
                        other[index] = values[index] + 1;
                        plant("another value", with_argument(call, 1, list_of(&other)));
                    }
                    let more = values.iter().copied().chain([values.iter().max().map_or(0, |most| most + 1)]);
                    plant("a value added", with_argument(call, 1, list_of(&more.collect::<Vec<_>>())));
                }
                for (index, argument) in arguments.iter().enumerate() {
                    for other in integer(argument).into_iter().flat_map(|number| [number - 1, number + 1]) {
                        if other >= 0 || name.starts_with("number") {
                            let idle = self.implied(&arguments, index, other);
                            plant_idle("a bound shifted", with_argument(call, index, literal(other)), idle);
                        }
                    }
                }
            }
            "number::integer" => plant("a text allowed", parse_quote!(number::integer_or_text(source, at))),
            "number::integer_or_text" => plant("no text allowed", parse_quote!(number::integer(source, at))),
            "array" => plant("a map for an array", with_function(call, "map")),
            "map" => plant("an array for a map", with_function(call, "array")),
            _ => {}
        }
    }

    /// Why it changes nothing if the bound of the length of a text that has a form is another.
    fn implied(self, arguments: &[&Expr], index: usize, other: i64) -> Option<&'static str> {
        let Expr::Reference(form) = arguments.get(4)? else { return None };
        let name = form.expr.to_token_stream().to_string().replace(' ', "");
        let form = self.forms.get(name.strip_prefix("patterns::")?)?;
        let before = integer(arguments[index])?;
        // The lengths that one of the bounds allows and the other does not: one, as they differ by one.
        let length = if index == 2 { before.min(other) } else { before.max(other) };
        let length = u64::try_from(length).ok()?;
        form.witness(&form.nothing(), None, length, length).is_none().then_some("no text of the form has such a length")
    }
}

fn method(call: &syn::ExprMethodCall, plant: &mut impl FnMut(&str, Expr)) {
    let receiver = &call.receiver;
    let literal = call.args.iter().find_map(|argument| match argument {
        Expr::Lit(literal) => match &literal.lit {
            Lit::ByteStr(bytes) => Some(bytes.value()),
            _ => None,
        },
        _ => None,
    });
    let Some(bytes) = literal else {
        if call.method == "leave" {
            plant("depth not given back", parse_quote!({}));
        }
        return;
    };
    let quoted = |bytes: &[u8]| syn::LitByteStr::new(bytes, proc_macro2::Span::call_site());
    let mut other = bytes.clone();
    let last = other.len() - 2;
    other[last] = if other[last] == b'x' { b'y' } else { b'x' };
    let capitals = quoted(&if bytes.to_ascii_uppercase() == bytes {
        bytes.to_ascii_lowercase()
    } else {
        bytes.to_ascii_uppercase()
    });
    let mut longer = bytes.clone();
    // What people write.
    longer.insert(bytes.len() - 1, if call.method == "value" { b's' } else { b'x' });
    let (same, other, longer) = (quoted(&bytes), quoted(&other), quoted(&longer));
    if call.method == "value" {
        plant("a member forgotten", parse_quote!(None::<u32>));
        plant("a member misspelt", parse_quote!(#receiver.value(source, #other)));
        plant("a member in other case", parse_quote!(#receiver.value(source, #capitals)));
        plant(
            "a member added",
            parse_quote!(#receiver.value(source, #same).or_else(|| #receiver.value(source, #longer))),
        );
    } else if call.method == "is" {
        plant("a value forgotten", parse_quote!(#receiver.is(#same).filter(|_| false)));
        plant("a value misspelt", parse_quote!(#receiver.is(#other)));
        if bytes.iter().any(u8::is_ascii_alphabetic) {
            plant("a value in other case", parse_quote!(#receiver.is(#capitals)));
        }
        plant("a value added", parse_quote!(#receiver.is(#same).or_else(|| #receiver.is(#longer))));
    }
}

pub(super) fn integer(expr: &Expr) -> Option<i64> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(number) => number.base10_parse().ok(),
            _ => None,
        },
        Expr::Unary(syn::ExprUnary { op: syn::UnOp::Neg(_), expr, .. }) => integer(expr).map(|number| -number),
        _ => None,
    }
}

fn literal(number: i64) -> Expr {
    syn::parse_str(&number.to_string()).expect("a number is an expression")
}

fn list_of(numbers: &[i64]) -> Expr {
    let items = numbers.iter().map(|number| literal(*number));
    parse_quote!(&[#(#items),*])
}

fn with_argument(call: &syn::ExprCall, index: usize, with: Expr) -> Expr {
    let mut call = call.clone();
    call.args[index] = with;
    Expr::Call(call)
}

fn with_function(call: &syn::ExprCall, name: &str) -> Expr {
    let mut call = call.clone();
    let name = syn::Ident::new(name, proc_macro2::Span::call_site());
    call.func = parse_quote!(crate::accept::#name);
    Expr::Call(call)
}

/// Tokens as they are told, not too long.
pub(super) fn shorten(tokens: &str) -> String {
    let text = tokens.replace(" (", "(").replace("( ", "(").replace(" )", ")").replace(" ,", ",").replace(" :: ", "::");
    if text.chars().count() > 70 { text.chars().take(67).chain("...".chars()).collect() } else { text }
}
