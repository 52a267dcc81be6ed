//! Reading generated functions: which members they have, what they ask and what they tell.

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{BinOp, Expr, Pat, Stmt};

use super::{Function, Items, Member, Rule};
use crate::mutants::code::{Code, called, resolved};
use crate::mutants::mistakes::integer;

impl Function {
    /// The function with this body.
    pub(super) fn read(module: &str, block: &syn::Block) -> Self {
        let mut function = Self::default();
        let mut reader = Members { module, found: Vec::new(), answers: Vec::new() };
        let mut copy = block.clone();
        reader.visit_block_mut(&mut copy);
        function.members = reader.found;
        for statement in &block.stmts {
            match statement {
                Stmt::Expr(Expr::If(branch), _) if module != "listed" => function.rules.push(Rule {
                    needs: Code::new(&branch.cond).wanted(),
                    condition: Code::new(&branch.cond),
                    rejects: branch.then_branch.to_token_stream().to_string() == "{ return None ; }",
                }),
                Stmt::Expr(answer, None) => function.answers.extend(second(answer).map(Code::new)),
                Stmt::Local(local) => function.items = function.items.take().or_else(|| items(module, local)),
                _ => {}
            }
        }
        if module == "listed" {
            function.answers = reader.answers;
        }
        function
    }
}

/// `let list = array(source, at, cx, objects::item)?;`
fn items(module: &str, local: &syn::Local) -> Option<Items> {
    let Expr::Call(call) = resolved(&local.init.as_ref()?.expr) else { return None };
    let item = resolved(call.args.get(3)?);
    let plain = |callee: Option<String>| Items { callee: callee.unwrap_or_default(), fact: Code::Told };
    Some(match item {
        Expr::Closure(closure) => told_of_item(module, closure).unwrap_or_else(|| plain(None)),
        _ => plain(called(module, item)),
    })
}

/// `|source, at, cx| { let (at, told) = objects::item(source, at, cx)?; Some((at, fact(told & 0x1 != 0, 0))) }`
fn told_of_item(module: &str, closure: &syn::ExprClosure) -> Option<Items> {
    let Expr::Block(body) = &*closure.body else { return None };
    let [Stmt::Local(local), Stmt::Expr(answer, None)] = &body.block.stmts[..] else { return None };
    let Expr::Call(inner) = resolved(&local.init.as_ref()?.expr) else { return None };
    Some(Items { callee: called(module, &inner.func)?, fact: Code::new(second(answer)?) })
}

/// What is told in `Some((end, told))`.
fn second(answer: &Expr) -> Option<&Expr> {
    let Expr::Call(call) = answer else { return None };
    match call.args.first()? {
        Expr::Tuple(tuple) => tuple.elems.get(1),
        _ => None,
    }
}

struct Members<'m> {
    module: &'m str,
    found: Vec<Member>,
    answers: Vec<Code>,
}

impl VisitMut for Members<'_> {
    fn visit_expr_closure_mut(&mut self, _: &mut syn::ExprClosure) {}

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let mut member: Option<Member> = None;
        for statement in &block.stmts {
            match statement {
                Stmt::Local(local) => {
                    if let (Some(member), Pat::Tuple(_), Some(init)) = (&mut member, &local.pat, &local.init)
                        && let Expr::Call(call) = resolved(&init.expr)
                    {
                        member.callee = called(self.module, &call.func).unwrap_or_default();
                    }
                }
                Stmt::Expr(expr, _) => match resolved(expr) {
                    Expr::Assign(assign) => {
                        if let Expr::Call(call) = resolved(&assign.right)
                            && call.func.to_token_stream().to_string() == "once"
                        {
                            let own = call.args.get(1).and_then(integer).unwrap_or_default().cast_unsigned();
                            member = Some(Member { own, callee: String::new(), facts: None });
                        }
                    }
                    Expr::Binary(binary) if matches!(binary.op, BinOp::BitOrAssign(_)) => {
                        if let Some(member) = &mut member {
                            member.facts = Some(Code::new(&binary.right));
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        // What is switched stands in a block of its own.
        self.found.extend(member.filter(|_| block.stmts.len() > 1));
        if let [Stmt::Expr(answer, None)] = &block.stmts[..] {
            self.answers.extend(second(answer).map(Code::new));
        }
        visit_mut::visit_block_mut(self, block);
    }
}
