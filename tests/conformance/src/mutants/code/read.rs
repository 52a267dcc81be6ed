//! Reading expressions out of generated code.

use quote::ToTokens;
use syn::{BinOp, Expr, Lit, UnOp};

use super::{Code, Operator};
use crate::mutants::mistakes::integer;

impl Code {
    /// Reads an expression.
    pub(in crate::mutants) fn new(expr: &Expr) -> Self {
        Self::read(expr).unwrap_or_else(|| Self::Atom(expr.to_token_stream().to_string()))
    }

    fn read(expr: &Expr) -> Option<Self> {
        if let Some(number) = integer(expr) {
            return Some(Self::Number(number.cast_unsigned()));
        }
        let boxed = |expr: &Expr| Box::new(Self::new(expr));
        Some(match expr {
            Expr::Paren(inner) => Self::new(&inner.expr),
            Expr::Group(inner) => Self::new(&inner.expr),
            Expr::Reference(inner) => Self::new(&inner.expr),
            Expr::Cast(inner) => Self::new(&inner.expr),
            Expr::Lit(literal) => match &literal.lit {
                Lit::Bool(truth) => Self::Number(u64::from(truth.value)),
                _ => return None,
            },
            Expr::Path(_) | Expr::Field(_) => match &*expr.to_token_stream().to_string() {
                "seen" => Self::Met,
                "facts" => Self::Told,
                "list . count" => Self::Count,
                "list . all" => Self::All,
                _ => return None,
            },
            Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => Self::Not(boxed(&unary.expr)),
            Expr::Binary(binary) => {
                let operator = match &binary.op {
                    BinOp::And(_) => Operator::And,
                    BinOp::Or(_) => Operator::Or,
                    BinOp::BitAnd(_) => Operator::BitAnd,
                    BinOp::BitOr(_) => Operator::BitOr,
                    BinOp::Eq(_) => Operator::Equal,
                    BinOp::Ne(_) => Operator::NotEqual,
                    BinOp::Gt(_) => Operator::Greater,
                    BinOp::Shl(_) => Operator::Shift,
                    _ => return None,
                };
                Self::Binary(operator, boxed(&binary.left), boxed(&binary.right))
            }
            Expr::Range(range) if range.end.is_none() || matches!(range.limits, syn::RangeLimits::Closed(_)) => {
                let bound = |end: &Option<Box<Expr>>| end.as_deref().and_then(integer).map(i64::cast_unsigned);
                let last = bound(&range.end).unwrap_or(u64::MAX);
                Self::Range(bound(&range.start).unwrap_or(0), last)
            }
            Expr::Call(call) if call.func.to_token_stream().to_string() == "fact" => {
                Self::Binary(Operator::Fact, boxed(&call.args[0]), boxed(&call.args[1]))
            }
            Expr::MethodCall(call) if call.method == "contains" => {
                Self::Within(boxed(&call.receiver), boxed(&call.args[0]))
            }
            Expr::If(_) => {
                let (number, wrong, right) = switch(expr)?;
                Self::Switch(number, boxed(wrong), boxed(right))
            }
            _ => return None,
        })
    }
}

/// The number of a mistake, the mistake, and the expression beside which it stands.
fn switch(expr: &Expr) -> Option<(u32, &Expr, &Expr)> {
    let Expr::If(branch) = expr else { return None };
    let Expr::Call(call) = &*branch.cond else { return None };
    if call.func.to_token_stream().to_string() != "crate :: switch :: is" {
        return None;
    }
    let number = u32::try_from(call.args.first().and_then(integer)?).ok()?;
    let only = |block: &'_ syn::Block| matches!(&block.stmts[..], [syn::Stmt::Expr(_, None)]);
    let Expr::Block(right) = &*branch.else_branch.as_ref()?.1 else { return None };
    if !only(&branch.then_branch) || !only(&right.block) {
        return None;
    }
    match (&branch.then_branch.stmts[0], &right.block.stmts[0]) {
        (syn::Stmt::Expr(wrong, _), syn::Stmt::Expr(right, _)) => Some((number, wrong, right)),
        _ => None,
    }
}

/// The expression without the mistakes beside it, `?` and parentheses.
pub(in crate::mutants) fn resolved(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(inner) => resolved(&inner.expr),
        Expr::Group(inner) => resolved(&inner.expr),
        Expr::Try(inner) => resolved(&inner.expr),
        Expr::If(_) => switch(expr).map_or(expr, |(_, _, right)| resolved(right)),
        _ => expr,
    }
}

/// The name of a function with its module.
pub(in crate::mutants) fn called(module: &str, function: &Expr) -> Option<String> {
    let Expr::Path(path) = resolved(function) else { return None };
    let name = path.to_token_stream().to_string().replace(' ', "");
    Some(if name.contains("::") || name == "boolean" { name } else { format!("{module}::{name}") })
}
