//! Calls that end with their request: `send` of the generated builders becomes `request`, which sends nothing.

use syn::{Attribute, File, ImplItem, ImplItemFn, Item, Pat, Stmt, parse_quote};

/// Cuts every `send` behind the statement that builds the request. What comes before sending and after it is the same for all
/// calls, and written by hand.
pub(super) fn build_only(file: &mut File) {
    for item in &mut file.items {
        let Item::Mod(module) = item else { continue };
        let Some((_, items)) = module.content.as_mut().filter(|_| module.ident == "builder") else { continue };
        for item in items {
            let Item::Impl(block) = item else { continue };
            block.items.iter_mut().filter_map(send).for_each(cut);
        }
    }
}

/// The function `send` of a builder.
fn send(item: &mut ImplItem) -> Option<&mut ImplItemFn> {
    match item {
        ImplItem::Fn(function) if function.sig.ident == "send" => Some(function),
        _ => None,
    }
}

fn cut(function: &mut ImplItemFn) {
    let Some(at) = function.block.stmts.iter().position(is_request) else { return };
    function.block.stmts.truncate(at + 1);
    function.block.stmts.push(Stmt::Expr(parse_quote!(Ok(request)), None));
    function.sig.asyncness = None;
    function.sig.ident = parse_quote!(request);
    function.sig.output = parse_quote!(-> Result<reqwest::Request, Error<()>>);
    let documentation: Attribute = parse_quote!(#[doc = " The request, which is not sent."]);
    function.attrs = vec![documentation];
}

/// `let mut request = …;`
fn is_request(statement: &Stmt) -> bool {
    match statement {
        Stmt::Local(local) => matches!(&local.pat, Pat::Ident(name) if name.ident == "request"),
        _ => false,
    }
}
