//! Objects with known members.

use std::cell::RefCell;

use super::expr::{self, Test, code, number, packed};
use super::fact::{Fact, Formula};
use super::matcher::Matchers;
use super::plan::{self, Node, Plan};
use super::{listed, native};
use crate::contract::{ObjectShape, RuleBody, Shape};
use crate::problem::Problem;

/// `objects.rs`
pub(super) fn module(plan: &Plan, matchers: &mut Matchers<'_>) -> Result<String, Problem> {
    let mut functions = String::new();
    for (name, node) in &plan.nodes {
        if let Shape::Object(object) = &node.schema.shape
            && plan.call(name, matchers)?.starts_with("objects::")
        {
            let writer =
                Writer { plan, name, node, object, matchers: RefCell::new(&mut *matchers), facts: facts(node) };
            functions.push_str(&writer.function()?);
        }
    }
    let doc = "Objects: the bits of `seen` are the members in the order of the contract, then what rules want to know.";
    Ok(super::uses::with_uses(doc, "objects", &functions, &["Accepted", "Context", "Next", "Source"]))
}

/// What the rules of an object and those around it want to know of its members, each once.
fn facts(node: &Node) -> Vec<Fact> {
    let formulas = node.formulas();
    let around = node.facts.iter().flat_map(|fact| match fact {
        Fact::Holds(formula) => formula.facts(),
        fact => vec![fact],
    });
    let mut facts: Vec<Fact> = Vec::new();
    for fact in formulas.iter().flat_map(Formula::facts).chain(around) {
        if matches!(fact, Fact::Below(..) | Fact::IsKey(_)) && !facts.contains(fact) {
            facts.push(fact.clone());
        }
    }
    facts
}

struct Writer<'w, 'p> {
    plan: &'w Plan,
    name: &'w str,
    node: &'w Node,
    object: &'w ObjectShape,
    matchers: RefCell<&'w mut Matchers<'p>>,
    /// The facts that have bits, after those of the members, or that are looked for in the text.
    facts: Vec<Fact>,
}

impl Writer<'_, '_> {
    fn function(&self) -> Result<String, Problem> {
        let Self { name, node, object, .. } = self;
        let mut text = format!(
            "/// {}\npub(super) fn {name}(source: &Source<'_>, at: u32, cx: &mut Context) -> Accepted {{\n",
            node.title
        );
        if self.facts.iter().any(|fact| matches!(fact, Fact::IsKey(_))) {
            text.push_str("    let own = cx.key();\n");
        }
        if object.properties.is_empty() {
            text.push_str("    let Next::End(end) = open_object(source, at, cx)? else { return None };\n");
            text.push_str("    cx.leave();\n    Some((end, 0))\n}\n\n");
            return Ok(text);
        }
        text.push_str("    let mut seen = 0;\n");
        for member in self.kept()? {
            text.push_str(&format!("    let mut {member}_at = 0;\n"));
        }
        text.push_str("    let end = 'members: {\n        let mut key = match open_object(source, at, cx)? {\n");
        text.push_str(
            "            Next::More(key) => key,\n            Next::End(end) => break 'members end,\n        };\n",
        );
        text.push_str("        loop {\n            let before = seen;\n");
        for (index, member) in object.properties.keys().enumerate() {
            text.push_str(&self.member(index, member)?);
        }
        text.push_str(
            "            if seen == before {\n                return None;\n            }\n        }\n    };\n",
        );
        text.push_str(&self.ending()?);
        let facts = node.facts.iter().map(|fact| self.guarded(fact)).collect::<Result<Vec<_>, _>>()?;
        text.push_str(&format!("    Some((end, {}))\n}}\n\n", packed(&facts, &|fact| self.test(fact))?));
        Ok(text)
    }

    /// Reads one member, if the key is its name.
    fn member(&self, index: usize, member: &str) -> Result<String, Problem> {
        let (inner, _) = self.inner(member)?;
        let key = listed::bytes(&format!("\"{member}\""));
        let mut text = format!("            if let Some(at) = key.value(source, {key}) {{\n");
        text.push_str(&format!("                seen = once(seen, {})?;\n", number(1 << expr::bit(index, self.name)?)));
        if self.kept()?.contains(&member) {
            text.push_str(&format!("                {member}_at = at;\n"));
        }
        let mut bits = Vec::new();
        for (place, fact) in self.facts.iter().enumerate() {
            let Fact::Below(owner, fact) = fact else { continue };
            if owner != member {
                continue;
            }
            let test = self.plan.test(&inner, fact, "facts", "", &mut self.matchers.borrow_mut())?;
            if !matches!(test, Test::Look(_)) {
                let is = code(&Formula::Is((**fact).clone()), &|_| Ok(test.clone()))?;
                bits.push(format!("fact({is}, {})", self.bit(place)?));
            }
        }
        let facts = if bits.is_empty() { "_" } else { "facts" };
        let call = self.plan.call(&inner, &mut self.matchers.borrow_mut())?;
        text.push_str(&format!("                let (at, {facts}) = {call}?;\n"));
        if !bits.is_empty() {
            text.push_str(&format!("                seen |= {};\n", bits.join(" | ")));
        }
        text.push_str("                match member_end(source, at, key)? {\n");
        text.push_str("                    Next::More(next) => key = next,\n");
        text.push_str("                    Next::End(end) => break 'members end,\n");
        text.push_str("                }\n            }\n");
        Ok(text)
    }

    /// What is decided at the closing brace.
    fn ending(&self) -> Result<String, Problem> {
        let mut text = "    cx.leave();\n".to_owned();
        let mut required = 0;
        for (index, property) in self.object.properties.values().enumerate() {
            required |= u64::from(property.required) << expr::bit(index, self.name)?;
        }
        if required != 0 {
            let required = number(required);
            text.push_str(&format!("    if seen & {required} != {required} {{\n        return None;\n    }}\n"));
        }
        for rule in &self.node.schema.rules {
            text.push_str(&format!("    // {} {}\n", rule.id, rule.name));
            let Some(broken) = plan::broken(rule) else {
                let function = rule.name.replace('-', "_");
                text.push_str(&format!("    native::holds(source, at, end, crate::rules::native::{function})?;\n"));
                continue;
            };
            let broken = code(&broken, &|fact| self.test(fact))?;
            let look = match (&rule.body, native::find(&rule.name)) {
                (RuleBody::Rust, Some(native)) => native.look(),
                _ => None,
            };
            let then = match look {
                Some((member, function)) => format!("native::{function}(source, {member}_at)?"),
                None => "return None".to_owned(),
            };
            text.push_str(&format!("    if {broken} {{\n        {then};\n    }}\n"));
        }
        Ok(text)
    }

    /// How to find out a fact about the object at its end.
    fn test(&self, fact: &Fact) -> Result<Test, Problem> {
        match fact {
            Fact::Has(member) => {
                let index = self.object.properties.get_index_of(member).ok_or_else(|| self.unheard_of(member))?;
                Ok(Test::Bit("seen".to_owned(), expr::bit(index, self.name)?))
            }
            Fact::Below(member, inner) => {
                let at = format!("{member}_at");
                let test =
                    self.plan.test(&self.inner(member)?.0, inner, "facts", &at, &mut self.matchers.borrow_mut())?;
                if let Test::Look(look) = test {
                    return Ok(Test::Look(look));
                }
                let place = self.facts.iter().position(|it| it == fact).unwrap_or_default();
                Ok(Test::Bit("seen".to_owned(), self.bit(place)?))
            }
            Fact::Count { min: 1, max: None } => {
                let members = (0..self.object.properties.len()).map(|index| expr::bit(index, self.name));
                let any = members.collect::<Result<Vec<_>, _>>()?.into_iter().fold(0, |any, bit| any | 1 << bit);
                Ok(Test::Bits("seen".to_owned(), any))
            }
            Fact::IsKey(member) => Ok(Test::Look(format!("text::is_key(source, {member}_at, own)?"))),
            _ => Err(Problem::new(format!("a rule asks of `{}` what an object has no fact for", self.name))),
        }
    }

    /// A fact that is looked for in the text of a member, if there is one.
    fn guarded(&self, fact: &Fact) -> Result<Fact, Problem> {
        let Fact::Below(member, _) = fact else { return Ok(fact.clone()) };
        if !matches!(self.test(fact)?, Test::Look(_)) {
            return Ok(fact.clone());
        }
        let parts = [Fact::Has(member.clone()), fact.clone()].map(Formula::Is);
        Ok(Fact::Holds(Box::new(Formula::All(parts.into()))))
    }

    /// The members whose place is remembered, since a rule may look at their text.
    fn kept(&self) -> Result<Vec<&str>, Problem> {
        let mut looked_at = Vec::new();
        for fact in &self.facts {
            if let (Fact::Below(member, _) | Fact::IsKey(member), Test::Look(_)) = (fact, self.test(fact)?) {
                looked_at.push(member.as_str());
            }
        }
        let natives = self.node.schema.rules.iter().filter(|rule| matches!(rule.body, RuleBody::Rust));
        let looks = natives.filter_map(|rule| native::find(&rule.name)?.look());
        looked_at.extend(looks.map(|(member, _)| member));
        looked_at.sort_unstable();
        looked_at.dedup();
        Ok(looked_at)
    }

    fn bit(&self, place: usize) -> Result<u32, Problem> {
        expr::bit(self.object.properties.len() + place, self.name)
    }

    fn inner(&self, member: &str) -> Result<(String, &Node), Problem> {
        self.plan.member(self.name, member).ok_or_else(|| self.unheard_of(member))
    }

    fn unheard_of(&self, member: &str) -> Problem {
        Problem::new(format!("a rule asks for `{member}`, which `{}` does not have", self.name))
    }
}
