//! What generated code does with facts: which members an object has and what their functions tell of them decide whether
//! it is right and what is told of it. All that can be told is tried, right and with one mistake, up to the callers.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Code, Facts};

/// More combinations than this are not tried, and nothing is said.
const MOST: usize = 200_000;

/// What is told with and without a mistake.
type Pairs = BTreeSet<(u64, u64)>;

/// The functions of the generated way to "valid".
#[derive(Debug, Default)]
pub(super) struct Flow {
    functions: BTreeMap<String, Function>,
}

#[derive(Debug, Default)]
struct Function {
    members: Vec<Member>,
    rules: Vec<Rule>,
    /// What is told; of a value from a list, one for each.
    answers: Vec<Code>,
    items: Option<Items>,
}

#[derive(Debug)]
struct Member {
    own: u64,
    callee: String,
    facts: Option<Code>,
}

#[derive(Debug)]
struct Rule {
    condition: Code,
    /// The members without which nothing is asked, if something is asked that is right by itself however often.
    needs: u64,
    /// Whether nothing else happens than that the object is not right.
    rejects: bool,
}

/// What is asked of each item of an array or a map.
#[derive(Debug)]
struct Items {
    callee: String,
    fact: Code,
}

impl Flow {
    /// Adds the functions of a module that has its mistakes in it.
    pub(super) fn add(&mut self, module: &str, file: &syn::File) {
        for item in &file.items {
            if let syn::Item::Fn(function) = item {
                self.functions
                    .insert(format!("{module}::{}", function.sig.ident), Function::read(module, &function.block));
            }
        }
    }

    /// Why a mistake changes nothing, if that is so whatever the objects are.
    pub(super) fn idle(&self, number: u32) -> Option<&'static str> {
        self.is_idle(number).then_some("no members and no facts about them tell the two apart")
    }

    /// Whether a mistake changes nothing, whatever the objects are.
    pub(super) fn is_idle(&self, number: u32) -> bool {
        let place = self.functions.iter().find(|(_, function)| function.has(number));
        place.is_some_and(|(name, function)| {
            self.differences(function, number, None).is_some_and(|pairs| self.callers(name, &pairs, 0))
        })
    }

    /// Whether it makes no difference to the callers of a function if the one is told or the other.
    fn callers(&self, name: &str, pairs: &Pairs, depth: usize) -> bool {
        if pairs.is_empty() {
            return true;
        }
        let uses = |function: &Function| {
            let members = function.members.iter().any(|it| it.callee == name && it.facts.is_some());
            members || function.items.as_ref().is_some_and(|it| it.callee == name)
        };
        depth < 8
            && self.functions.iter().filter(|(_, function)| uses(function)).all(|(above, function)| {
                let found = self.differences(function, u32::MAX, Some((name, pairs)));
                found.is_some_and(|pairs| self.callers(above, &pairs, depth + 1))
            })
    }

    /// What a function tells with and without the mistake, where that differs; `None` if one of them finds the object
    /// right and the other does not, or if there is too much to try.
    fn differences(&self, function: &Function, number: u32, changed: Option<(&str, &Pairs)>) -> Option<Pairs> {
        let outcomes = self.outcomes(function, number, changed, false)?;
        Some(outcomes.into_iter().filter(|(right, wrong)| right != wrong).collect())
    }

    /// All that a function can tell.
    fn words(&self, name: &str) -> Option<BTreeSet<u64>> {
        if name == "boolean" {
            return Some(BTreeSet::from([1, 2]));
        }
        let outcomes = self.outcomes(self.functions.get(name)?, u32::MAX, None, true)?;
        Some(outcomes.into_iter().map(|(right, _)| right).collect())
    }

    /// What a callee tells with and without the mistake.
    fn told(&self, callee: &str, changed: Option<(&str, &Pairs)>) -> Option<Pairs> {
        let words = self.words(callee)?.into_iter().map(|word| (word, word));
        let others = changed.filter(|(name, _)| *name == callee).map(|(_, pairs)| pairs.clone());
        Some(words.chain(others.into_iter().flatten()).collect())
    }

    fn outcomes(&self, function: &Function, number: u32, changed: Option<(&str, &Pairs)>, all: bool) -> Option<Pairs> {
        if function.members.is_empty() {
            if function.items.is_none() && !function.rules.is_empty() {
                return None;
            }
            let facts = self.counted(function, number, changed)?;
            let mut found = Pairs::new();
            for (right, wrong) in &facts {
                found.extend(function.decided(&[], function.answers.iter(), [right, wrong], number)?);
            }
            return Some(found);
        }
        // What each member adds to `met`, with and without the mistake.
        let mut added: Vec<Pairs> = Vec::new();
        let mut touched = 0;
        for member in &function.members {
            let mut one = Pairs::from([(0, 0), (member.own, member.own)]);
            if let Some(facts) = &member.facts {
                one.remove(&(member.own, member.own));
                for (right, wrong) in self.told(&member.callee, changed)? {
                    let pair = [(right, u32::MAX), (wrong, number)].map(|(told, switch)| {
                        facts.value(&Facts { switch, told, ..Facts::default() }).map(|it| it | member.own)
                    });
                    let [Some(right), Some(wrong)] = pair else { return None };
                    touched |= right ^ wrong;
                    one.insert((right, wrong));
                }
            }
            added.push(one);
        }
        // Only what the mistake reaches is looked at, and what else is decided by the same members.
        let reached = |code: &Code| code.has(number) || code.masks() & touched != 0;
        let answers: Vec<&Code> = function.answers.iter().filter(|it| all || reached(it)).collect();
        let owned: Vec<u64> =
            added.iter().map(|one| one.iter().fold(0, |bits, (right, wrong)| bits | right | wrong)).collect();
        let reached_rules = function.rules.iter().map(|it| &it.condition).filter(|it| reached(it));
        let mut bits = answers.iter().copied().chain(reached_rules).fold(touched, |bits, code| bits | code.masks());
        bits = owned.iter().filter(|own| *own & bits != 0).fold(bits, |all, own| all | own);
        let rules: Vec<&Rule> = function
            .rules
            .iter()
            .filter(|it| (reached(&it.condition) || it.condition.masks() & !bits == 0) && (!all || it.rejects))
            .collect();
        let seen = rules.iter().map(|it| it.condition.masks()).chain(answers.iter().map(|it| it.masks()));
        let seen = seen.fold(0, |all, masks| all | masks);
        let mut met = Pairs::from([(0, 0)]);
        for one in added.iter().zip(&owned).filter(|(_, own)| *own & seen != 0).map(|(one, _)| one) {
            let one: Pairs = one.iter().map(|(right, wrong)| (right & seen, wrong & seen)).collect();
            if met.len() * one.len() > MOST {
                return None;
            }
            met = met.iter().flat_map(|(a, b)| one.iter().map(move |(c, d)| (a | c, b | d))).collect();
        }
        let mut found = Pairs::new();
        for (right, wrong) in met {
            let facts = [right, wrong].map(|met| Facts { met, ..Facts::default() });
            found.extend(function.decided(&rules, answers.iter().copied(), [&facts[0], &facts[1]], number)?);
        }
        Some(found)
    }

    /// Counts of items and what can be true of all of them; of anything but a list, nothing.
    fn counted(
        &self,
        function: &Function,
        number: u32,
        changed: Option<(&str, &Pairs)>,
    ) -> Option<Vec<(Facts, Facts)>> {
        let plain = (Facts::default(), Facts::default());
        let Some(items) = &function.items else { return Some(vec![plain]) };
        let looks = function.answers.iter().any(Code::looks_at_items);
        let mut each = Pairs::new();
        if looks {
            for (right, wrong) in self.told(&items.callee, changed)? {
                let pair = [(right, u32::MAX), (wrong, number)]
                    .map(|(told, switch)| items.fact.value(&Facts { switch, told, ..Facts::default() }));
                let [Some(right), Some(wrong)] = pair else { return None };
                each.insert((right, wrong));
            }
        } else {
            each.insert((0, 0));
        }
        let mut together = each.clone();
        loop {
            let more: Pairs =
                together.iter().flat_map(|(a, b)| each.iter().map(move |(c, d)| (a & c, b & d))).collect();
            let before = together.len();
            together.extend(more);
            if together.len() == before {
                break;
            }
        }
        let conditions = function.rules.iter().map(|it| &it.condition);
        let bound = conditions.chain(&function.answers).map(Code::largest).max().unwrap_or_default();
        let mut found = Vec::new();
        for count in 0..=bound + 2 {
            let none = Pairs::from([(u64::MAX, u64::MAX)]);
            for (right, wrong) in if count == 0 { &none } else { &together } {
                let with = |all: u64| Facts { count, all, ..Facts::default() };
                found.push((with(*right), with(*wrong)));
            }
        }
        Some(found)
    }
}

impl Function {
    /// What is told with and without the mistake, for all that conditions can say which are not about facts.
    fn decided<'c>(
        &self,
        rules: &[&Rule],
        answers: impl Iterator<Item = &'c Code>,
        facts: [&Facts; 2],
        number: u32,
    ) -> Option<Pairs> {
        let own: Vec<&Rule> = self.rules.iter().collect();
        let rules = if self.items.is_some() { &own } else { rules };
        let answers: Vec<&Code> = answers.collect();
        let mut atoms = BTreeSet::new();
        for rule in rules {
            rule.condition.atoms(&mut atoms);
        }
        let mut found = Pairs::new();
        for case in 0..3_usize.checked_pow(u32::try_from(atoms.len()).ok()?).filter(|cases| *cases < 100)? {
            let said: BTreeMap<String, Option<bool>> = atoms
                .iter()
                .enumerate()
                .map(|(index, atom)| {
                    let digit = (0..index).fold(case, |case, _| case / 3) % 3;
                    (atom.clone(), [None, Some(false), Some(true)][digit])
                })
                .collect();
            let run = |facts: &Facts, switch: u32, answer: &Code| {
                let facts = Facts { switch, said: said.clone(), ..facts.clone() };
                let mut asked = Vec::new();
                for rule in rules {
                    match (rule.condition.value(&facts)?, rule.rejects) {
                        (0, true) => {}
                        (_, true) => return None,
                        (value, false) => asked.push(value),
                    }
                }
                Some((answer.value(&facts)?, asked))
            };
            let nothing = [&Code::Number(0)];
            for answer in if answers.is_empty() { &nothing[..] } else { &answers[..] } {
                match (run(facts[0], u32::MAX, answer), run(facts[1], number, answer)) {
                    (None, None) => {}
                    (Some((right, one)), Some((wrong, two))) if is_asked_as_well(rules, &one, &two, facts[1].met) => {
                        found.insert((right, wrong));
                    }
                    _ => return None,
                }
            }
        }
        Some(found)
    }

    /// Whether the mistake is in what is decided.
    fn has(&self, number: u32) -> bool {
        let members = self.members.iter().filter_map(|it| it.facts.as_ref());
        let items = self.items.iter().map(|it| &it.fact);
        let rules = self.rules.iter().map(|it| &it.condition);
        members.chain(items).chain(rules).chain(&self.answers).any(|code| code.has(number))
    }
}

/// Whether a mistake asks what is asked without it, and more only of members that are there: the answer is exact.
fn is_asked_as_well(rules: &[&Rule], right: &[u64], wrong: &[u64], met: u64) -> bool {
    let exact = rules.iter().filter(|rule| !rule.rejects);
    let more = |needs: u64| needs != 0 && met & needs == needs;
    exact.zip(right).zip(wrong).all(|((rule, right), wrong)| right == wrong || (*right == 0 && more(rule.needs)))
}
