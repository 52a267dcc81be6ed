//! Mistakes in the generated tables, run through an interpreter of the generated text.

mod notice;
mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::Context;
use drs_text::Limits;

use super::forms::{Dfa, Slip};
use super::interpret::{Interpreter, Tables};
use super::plant::{Planting, plantings};
use super::probe::Probes;
use super::score::Fate;
use super::syntax;
use crate::corpus::{Doc, Form};
use notice::differs;

pub(super) use notice::notices;
pub(super) use uses::Use;

/// The folder of the generated modules.
pub(super) const FOLDER: &str = "crates/drs-validate/src/generated";

/// The tables and what the corpus does with them.
pub(super) struct Lab<'p> {
    pub(super) tables: Tables,
    probes: &'p Probes,
    /// Numbers of the cases in which a static is looked at.
    visitors: BTreeMap<String, Vec<usize>>,
    /// Texts that an automaton is given, and where.
    texts: BTreeMap<String, Texts>,
}

/// The texts that an automaton is given.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The texts.
    pub(super) all: Vec<String>,
    /// Where each is given, a few of the places.
    givers: Vec<Vec<Giver>>,
    numbers: BTreeMap<String, usize>,
    /// Numbers of the texts by what the automaton does with them: the entries that it looks at, the states that it ends
    /// in, the bytes that it reads.
    entries: BTreeMap<usize, Vec<usize>>,
    ends: BTreeMap<usize, Vec<usize>>,
    bytes: BTreeMap<usize, Vec<usize>>,
}

/// A document that gives a text to an automaton.
#[derive(Clone, Copy, Debug)]
enum Giver {
    /// A case.
    Case(usize),
    /// A form, with one of its outcomes.
    Form(usize, usize),
}

/// How many texts of an outcome tell, at most, which automata look at all of them.
const LOOKED_AT: usize = 64;

/// Places of a text that are tried.
const TRIED: usize = 60;

impl Texts {
    fn add(&mut self, text: &str, giver: Giver) {
        let next = self.all.len();
        let number = *self.numbers.entry(text.to_owned()).or_insert(next);
        if number == next {
            self.all.push(text.to_owned());
            self.givers.push(Vec::new());
        }
        if self.givers[number].len() < TRIED {
            self.givers[number].push(giver);
        }
    }

    fn index(&mut self, form: &Dfa) {
        for (number, text) in self.all.iter().enumerate() {
            let (entries, end) = form.trace(text);
            for entry in entries {
                self.entries.entry(entry).or_default().push(number);
            }
            self.ends.entry(end).or_default().push(number);
            for byte in text.bytes().collect::<BTreeSet<_>>() {
                self.bytes.entry(usize::from(byte)).or_default().push(number);
            }
        }
    }

    /// The texts on which a mistake can show.
    fn touched(&self, slip: Slip) -> Vec<usize> {
        match slip {
            Slip::Edge(entry, _) => self.entries.get(&entry).cloned().unwrap_or_default(),
            Slip::Verdict(state) => self.ends.get(&state).cloned().unwrap_or_default(),
            Slip::Class(byte, _) => self.bytes.get(&byte).cloned().unwrap_or_default(),
            Slip::Start(_) => (0..self.all.len()).collect(),
        }
    }
}

impl<'p> Lab<'p> {
    /// Reads the tables under `root` and runs the corpus through them.
    ///
    /// # Errors
    /// A generated module cannot be read, or the tables do not agree with the corpus as they are.
    pub(super) fn new(root: &Path, probes: &'p Probes) -> anyhow::Result<Self> {
        let read = |name: &str| -> anyhow::Result<_> {
            let path = root.join(FOLDER).join(name);
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
            syntax::read(&text).map_err(|problem| anyhow::anyhow!("{name}: {problem}"))
        };
        let mut tables = Tables::new(read("schemas.rs")?, read("patterns.rs")?, &read("operations.rs")?);
        let path = root.join(FOLDER).join("accept/objects.rs");
        let quick = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
        for (name, form) in &mut tables.forms {
            if quick.contains(&format!("&{name})")) {
                *form = form.clone().asked_quickly();
            }
        }
        let mut lab = Self { tables, probes, visitors: BTreeMap::new(), texts: BTreeMap::new() };
        for (index, probe) in probes.all.iter().enumerate() {
            let Some(doc) = &probe.doc else { continue };
            let (said, visits) = Interpreter::new(&lab.tables).traced(&probe.case.operation, doc);
            anyhow::ensure!(
                !notices(probe, &said),
                "the tables do not agree with the corpus: {}: {said:?}",
                probe.case.id
            );
            for item in visits.items {
                lab.visitors.entry(item).or_default().push(index);
            }
            for (form, text) in visits.texts {
                lab.texts.entry(form).or_default().add(&text, Giver::Case(index));
            }
        }
        lab.forms()?;
        for (name, texts) in &mut lab.texts {
            texts.index(&lab.tables.forms[name]);
        }
        Ok(lab)
    }

    /// Gives the texts of the forms to the automata that look at them.
    fn forms(&mut self) -> anyhow::Result<()> {
        for (index, form) in self.probes.forms.iter().enumerate() {
            let interpreter = Interpreter::new(&self.tables);
            let automata = automata(&interpreter, form);
            for (number, outcome) in form.outcomes.iter().enumerate() {
                for text in &outcome.texts {
                    for name in &automata {
                        self.texts.entry(name.clone()).or_default().add(text, Giver::Form(index, number));
                    }
                }
                // The tables agree with one text of each outcome; the automata are compared text by text below.
                let Some(text) = outcome.texts.first() else { continue };
                let said = read(&form.document(text)).map(|doc| interpreter.said(&form.operation, &doc));
                let agrees = said.is_some_and(|said| !differs(outcome, &said));
                anyhow::ensure!(agrees, "the tables do not agree with the corpus: {}: {text:?}", form.id);
            }
        }
        Ok(())
    }

    /// Every mistake in the schemas.
    pub(super) fn plantings(&self) -> Vec<Planting> {
        let forms: Vec<String> = self.tables.forms.keys().cloned().collect();
        let schemas = self
            .tables
            .items
            .iter()
            .filter(|(name, value)| self.visitors.contains_key(*name) && value.field("shape").is_some());
        schemas.flat_map(|(name, value)| plantings(name, value, &forms)).collect()
    }

    /// Whether the corpus notices a mistake in a schema.
    pub(super) fn fate(&self, planting: &Planting) -> Fate {
        let changed = planting.apply(&self.tables.items[&planting.item]);
        let interpreter = Interpreter::with_item(&self.tables, &planting.item, &changed);
        let visitors: BTreeSet<usize> = self.visitors.get(&planting.item).into_iter().flatten().copied().collect();
        self.first(&interpreter, self.probes.ordered(&planting.topics).filter(|index| visitors.contains(index)))
    }

    /// Whether the corpus notices a mistake in an automaton.
    pub(super) fn form_fate(&self, name: &str, slip: Slip) -> Fate {
        let form = &self.tables.forms[name];
        let changed = form.with(slip);
        let interpreter = Interpreter::with_form(&self.tables, name, &changed);
        let Some(texts) = self.texts.get(name) else { return Fate::Survived };
        for number in texts.touched(slip) {
            let text = &texts.all[number];
            if form.accepts(text) == changed.accepts(text) {
                continue;
            }
            for giver in &texts.givers[number] {
                let found = match *giver {
                    Giver::Case(index) => {
                        let probe = &self.probes.all[index];
                        let said = probe.doc.as_ref().map(|doc| interpreter.said(&probe.case.operation, doc));
                        said.is_some_and(|said| notices(probe, &said)).then(|| probe.case.id.clone())
                    }
                    Giver::Form(index, outcome) => {
                        let form = &self.probes.forms[index];
                        let said = read(&form.document(text)).map(|doc| interpreter.said(&form.operation, &doc));
                        let differs = said.is_some_and(|said| differs(&form.outcomes[outcome], &said));
                        differs.then(|| format!("{} {text:?}", form.id))
                    }
                };
                if let Some(id) = found {
                    return Fate::Noticed(id);
                }
            }
        }
        Fate::Survived
    }

    fn first(&self, interpreter: &Interpreter<'_>, mut order: impl Iterator<Item = usize>) -> Fate {
        let found = order.find(|&index| {
            let probe = &self.probes.all[index];
            probe.doc.as_ref().is_some_and(|doc| notices(probe, &interpreter.said(&probe.case.operation, doc)))
        });
        found.map_or(Fate::Survived, |index| Fate::Noticed(self.probes.all[index].case.id.clone()))
    }
}

/// The automata that look at the texts of a form: which do may depend on what others have found.
fn automata(interpreter: &Interpreter<'_>, form: &Form) -> BTreeSet<String> {
    let few = form.outcomes.iter().flat_map(|it| it.texts.iter().step_by(it.texts.len() / LOOKED_AT + 1));
    let looking = few.flat_map(|text| {
        let doc = read(&form.document(text)).unwrap_or(Doc::Null);
        let (_, visits) = interpreter.traced(&form.operation, &doc);
        visits.texts.into_iter().filter(|(_, seen)| seen == text).map(|(name, _)| name).collect::<Vec<_>>()
    });
    looking.collect()
}

fn read(text: &str) -> Option<Doc> {
    let parsed = drs_text::json::parse(text.as_bytes(), &Limits::default());
    parsed.tree.map(|tree| Doc::read(tree.root()))
}
