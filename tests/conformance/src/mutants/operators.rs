//! Mutation operators: what an expression of generated code could be instead.

use quote::ToTokens;
use syn::{BinOp, Expr, Lit, parse_quote};

/// An expression that could stand in the place of another.
pub(super) struct Replacement {
    /// The operator.
    pub(super) what: String,
    /// Both expressions, for a reader.
    pub(super) shown: String,
    /// The expression.
    pub(super) with: Expr,
}

/// Everything that could stand in the place of an expression.
pub(super) fn replacements(expr: &Expr) -> Vec<Replacement> {
    let mut found = Vec::new();
    let mut add = |what: &str, with: Expr| {
        let [from, to] = [expr, &with].map(|expr| shorten(&expr.to_token_stream().to_string()));
        let shown = format!("{from} -> {to}");
        found.push(Replacement { what: what.to_owned(), shown, with });
    };
    match expr {
        Expr::Binary(binary) => self::binary(binary, &mut add),
        Expr::Range(range) => {
            let (start, end, limits) = (&range.start, &range.end, &range.limits);
            for step in [-1, 1] {
                // The ends of a range are of one type, also where it is not written.
                if let Some(other) = start.as_deref().and_then(integer).map(|it| it + step).filter(|it| *it >= 0) {
                    let other = literal(other);
                    add("a bound shifted", parse_quote!((#other #limits #end)));
                }
                if let Some(other) = end.as_deref().and_then(integer).map(|it| it + step).filter(|it| *it >= 0) {
                    let other = literal(other);
                    add("a bound shifted", parse_quote!((#start #limits #other)));
                }
            }
        }
        Expr::Call(call) => self::call(call, &mut add),
        Expr::MethodCall(call) => method(call, &mut add),
        Expr::Assign(assign) if assign.left.to_token_stream().to_string() != "key" => {
            add("a place forgotten", parse_quote!({}));
        }
        _ => {}
    }
    found
}

fn binary(binary: &syn::ExprBinary, add: &mut impl FnMut(&str, Expr)) {
    let (left, right) = (&*binary.left, &*binary.right);
    match &binary.op {
        BinOp::And(_) | BinOp::Or(_) => {
            add("a condition dropped", left.clone());
            add("a condition dropped", right.clone());
            match binary.op {
                BinOp::And(_) => add("or for and", parse_quote!((#left) || (#right))),
                _ => add("and for or", parse_quote!((#left) && (#right))),
            }
        }
        BinOp::Eq(_) | BinOp::Ne(_) => masked(binary, add),
        BinOp::Gt(_) => {
            for other in integer(right).into_iter().flat_map(|number| [number - 1, number + 1]) {
                let other = literal(other);
                add("a bound shifted", parse_quote!(#left > #other));
            }
        }
        BinOp::Shl(_) => {
            if let Some(bit) = integer(right) {
                let other = literal(bit + 1);
                add("the bit of another value", parse_quote!(1 << #other));
            }
        }
        _ => {}
    }
}

/// A masked value that is compared, as in `seen & 0x3 == 0x3`.
fn masked(binary: &syn::ExprBinary, add: &mut impl FnMut(&str, Expr)) {
    let Expr::Binary(left) = &*binary.left else { return };
    let (BinOp::BitAnd(_), Some(mask), Some(wanted)) = (&left.op, integer(&left.right), integer(&binary.right)) else {
        return;
    };
    let (mask, value, op, right) = (mask.cast_unsigned(), &left.left, &binary.op, &binary.right);
    let flipped: BinOp = if matches!(op, BinOp::Eq(_)) { parse_quote!(!=) } else { parse_quote!(==) };
    add("the opposite", parse_quote!(#value & #mask #flipped #right));
    for bit in (0..64).filter(|bit| mask >> bit & 1 == 1) {
        let other = mask & !(1 << bit);
        let wanted = if wanted == 0 { 0 } else { other };
        add("a bit dropped", parse_quote!(#value & #other #op #wanted));
    }
}

fn call(call: &syn::ExprCall, add: &mut impl FnMut(&str, Expr)) {
    let name = call.func.to_token_stream().to_string().replace(' ', "");
    let arguments: Vec<&Expr> = call.args.iter().collect();
    match name.as_str() {
        "once" => {
            let (seen, bit) = (arguments[0], arguments[1]);
            add("a member twice allowed", parse_quote!(Some(#seen | #bit)));
            let other = literal(if integer(bit) == Some(1) { 2 } else { 1 });
            add("the bit of another member", parse_quote!(once(#seen, #other)));
            add("a member not noted", parse_quote!(Some(#seen | 1 << 63)));
        }
        "fact" => {
            let (holds, bit) = (arguments[0], integer(arguments[1]).unwrap_or_default());
            let (up, down) = (literal(bit + 1), literal((bit - 1).max(0)));
            add("a fact dropped", parse_quote!(fact(false, #bit as u32)));
            add("a fact always", parse_quote!(fact(true, #bit as u32)));
            add("another fact", parse_quote!(fact(#holds, #up)));
            if bit > 0 {
                add("another fact", parse_quote!(fact(#holds, #down)));
            }
        }
        "Some" | "None" => {}
        "text::any" | "boolean" => add("a type loosened", parse_quote!(crate::switch::loose(source, at))),
        "text::matches_pattern" => {
            add("always the pattern", parse_quote!(Some(true)));
            add("never the pattern", parse_quote!(Some(false)));
        }
        "text::is" | "text::is_key" => {
            add("always the text", parse_quote!(Some(true)));
            add("never the text", parse_quote!(Some(false)));
        }
        _ if name.starts_with("native::") => add("a function not asked", parse_quote!(Some(()))),
        _ if name.starts_with("listed::") => {
            add("any value", parse_quote!(crate::accept::text::any(source, at)));
        }
        _ if name.starts_with("text::") || name.starts_with("number::within") || name.starts_with("number::one_of") => {
            add("a pattern loosened", parse_quote!(crate::switch::loose(source, at)));
            if let (true, Expr::Reference(list)) = (name.ends_with("one_of"), arguments[1])
                && let Expr::Array(values) = &*list.expr
            {
                let values: Vec<i64> = values.elems.iter().filter_map(integer).collect();
                for index in 0..values.len() {
                    let mut other = values.clone();
                    // A value that no document has keeps the places of the others.
                    other[index] = i64::MIN;
                    add("a value forgotten", with_argument(call, 1, list_of(&other)));
                    other[index] = values[index] + 1;
                    add("another value", with_argument(call, 1, list_of(&other)));
                }
                let more = values.iter().copied().chain([values.iter().max().map_or(0, |max| max + 1)]);
                add("a value added", with_argument(call, 1, list_of(&more.collect::<Vec<_>>())));
            }
            for (index, argument) in arguments.iter().enumerate() {
                for other in integer(argument).into_iter().flat_map(|number| [number - 1, number + 1]) {
                    if other >= 0 || name.starts_with("number") {
                        add("a bound shifted", with_argument(call, index, literal(other)));
                    }
                }
            }
        }
        "number::integer" => add("a text allowed", parse_quote!(number::integer_or_text(source, at))),
        "number::integer_or_text" => add("no text allowed", parse_quote!(number::integer(source, at))),
        "array" => add("a map for an array", with_function(call, "map")),
        "map" => add("an array for a map", with_function(call, "array")),
        _ => {}
    }
}

fn method(call: &syn::ExprMethodCall, add: &mut impl FnMut(&str, Expr)) {
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
            add("depth not given back", parse_quote!({}));
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
        add("a member forgotten", parse_quote!(None::<u32>));
        add("a member misspelt", parse_quote!(#receiver.value(source, #other)));
        add("a member in other case", parse_quote!(#receiver.value(source, #capitals)));
        add(
            "a member added",
            parse_quote!(#receiver.value(source, #same).or_else(|| #receiver.value(source, #longer))),
        );
    } else if call.method == "is" {
        add("a value forgotten", parse_quote!(#receiver.is(#same).filter(|_| false)));
        add("a value misspelt", parse_quote!(#receiver.is(#other)));
        if bytes.iter().any(u8::is_ascii_alphabetic) {
            add("a value in other case", parse_quote!(#receiver.is(#capitals)));
        }
        add("a value added", parse_quote!(#receiver.is(#same).or_else(|| #receiver.is(#longer))));
    }
}

fn integer(expr: &Expr) -> Option<i64> {
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

/// Tokens as they are shown, not too long.
pub(super) fn shorten(tokens: &str) -> String {
    let text = tokens.replace(" (", "(").replace("( ", "(").replace(" )", ")").replace(" ,", ",").replace(" :: ", "::");
    if text.chars().count() > 70 { text.chars().take(67).chain("...".chars()).collect() } else { text }
}
