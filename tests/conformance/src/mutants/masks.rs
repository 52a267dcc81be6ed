//! Masks in generated code: which of their bits another bit implies.

use std::collections::BTreeMap;

use syn::visit_mut::{self, VisitMut};
use syn::{BinOp, Expr, parse_quote};

use super::mistakes::{Mistake, integer};

/// What the bits of `met` say of each other in a function.
#[derive(Debug, Default)]
pub(super) struct Bits {
    /// Bits that are always set where rules are decided.
    required: u64,
    /// The bit of the member that a fact is about, by the bit of the fact.
    member: BTreeMap<u32, u32>,
}

/// What is wrong with the comparison of a masked value.
pub(super) fn mistakes(binary: &syn::ExprBinary) -> Vec<Mistake> {
    let whole = Expr::Binary(binary.clone());
    let Expr::Binary(left) = &*binary.left else { return Vec::new() };
    let (BinOp::BitAnd(_), Some(mask), Some(wanted)) = (&left.op, integer(&left.right), integer(&binary.right)) else {
        return Vec::new();
    };
    let (mask, value, op) = (mask.cast_unsigned(), &left.left, &binary.op);
    let flipped: BinOp = if matches!(op, BinOp::Eq(_)) { parse_quote!(!=) } else { parse_quote!(==) };
    let right = &binary.right;
    let mut found = vec![Mistake::new("the opposite", &whole, parse_quote!(#value & #mask #flipped #right))];
    let with = |other: u64| {
        let wanted = if wanted == 0 { 0 } else { other };
        parse_quote!(#value & #other #op #wanted)
    };
    for bit in (0..64).filter(|bit| mask >> bit & 1 == 1) {
        let mut dropped = Mistake::new("a bit dropped", &whole, with(mask & !(1 << bit)));
        // Where all bits are wanted, one that the others imply may go.
        if wanted != 0 && matches!(op, BinOp::Eq(_)) {
            (dropped.mask, dropped.dropped) = (mask, Some(bit));
        }
        found.push(dropped);
    }
    found
}

impl Bits {
    /// Reads what a function does with the bits.
    pub(super) fn read(function: &syn::ItemFn) -> Self {
        let mut reader = Reader { bits: Self::default(), member: None };
        reader.visit_block_mut(&mut function.block.as_ref().clone());
        reader.bits
    }

    /// Why a bit that is dropped from a mask changes nothing.
    pub(super) fn idle(&self, mask: u64, dropped: u32) -> Option<&'static str> {
        if self.required >> dropped & 1 == 1 {
            return Some("the member is required, which is seen to before");
        }
        let others = (0..64).filter(|bit| *bit != dropped && mask >> bit & 1 == 1);
        let implied = others.into_iter().any(|bit| self.member.get(&bit) == Some(&dropped));
        implied.then_some("a fact about the member's value implies that it is there")
    }
}

struct Reader {
    bits: Bits,
    /// The bit of the member whose block this is.
    member: Option<u32>,
}

impl VisitMut for Reader {
    fn visit_expr_call_mut(&mut self, call: &mut syn::ExprCall) {
        let name = match &*call.func {
            Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
            _ => None,
        };
        let number = call.args.get(1).and_then(integer).and_then(|number| u64::try_from(number).ok());
        match (name.as_deref(), number) {
            (Some("once"), Some(mask)) => self.member = Some(mask.trailing_zeros()),
            (Some("fact"), Some(bit)) => {
                if let (Some(member), Ok(bit)) = (self.member, u32::try_from(bit)) {
                    self.bits.member.insert(bit, member);
                }
            }
            _ => {}
        }
        visit_mut::visit_expr_call_mut(self, call);
    }

    fn visit_expr_while_mut(&mut self, _: &mut syn::ExprWhile) {}

    fn visit_stmt_mut(&mut self, statement: &mut syn::Stmt) {
        // `if met & 0x3 != 0x3 { return None; }`, after the members.
        if let syn::Stmt::Expr(Expr::If(branch), _) = &*statement
            && let Expr::Binary(compared) = &*branch.cond
            && let (BinOp::Ne(_), Expr::Binary(masked)) = (&compared.op, &*compared.left)
            && let (Some(mask), Some(wanted)) = (integer(&masked.right), integer(&compared.right))
            && mask == wanted
        {
            self.bits.required |= mask.cast_unsigned();
        }
        visit_mut::visit_stmt_mut(self, statement);
        // What comes after the members is about the whole object.
        if matches!(statement, syn::Stmt::Local(_)) && self.member.is_some() && is_end(statement) {
            self.member = None;
        }
    }
}

/// Whether this is the walk over the members.
fn is_end(statement: &syn::Stmt) -> bool {
    matches!(statement, syn::Stmt::Local(local) if matches!(&local.pat, syn::Pat::Ident(it) if it.ident == "end"))
}
