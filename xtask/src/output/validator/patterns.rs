//! `patterns.rs`: the automaton of each pattern, once.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::dfa::Dfa;
use crate::output::code::constant;
use crate::output::source::header;
use crate::problem::Problem;

/// How many numbers stand on a line.
const NUMBERS: usize = 32;

/// The patterns that the tables refer to, by pattern, with their names.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    names: IndexMap<String, String>,
}

impl Patterns {
    /// The path of a pattern's automaton. The first user of a pattern gives it its name.
    pub(crate) fn path(&mut self, pattern: &str, user: &str) -> String {
        let taken: Vec<_> = self.names.values().cloned().collect();
        let name = self.names.entry(pattern.to_owned()).or_insert_with(|| {
            let base = constant(user);
            let mut name = base.clone();
            let mut number = 2;
            while taken.contains(&name) {
                name = format!("{base}_{number}");
                number += 1;
            }
            name
        });
        format!("patterns::{name}")
    }

    /// The module, patterns sorted by name.
    pub(super) fn module(&self) -> Result<String, Problem> {
        let mut text = header("The patterns as automata over bytes.");
        text.push_str("use crate::dfa::Dfa;\n\n");
        let sorted: BTreeMap<_, _> = self.names.iter().map(|(pattern, name)| (name, pattern)).collect();
        for (name, pattern) in &sorted {
            text.push_str(&item(name, &Dfa::new(pattern)?));
        }
        text.push_str("/// All of them, with the patterns that they were made from.\n");
        text.push_str("#[cfg(test)]\npub(crate) static ALL: &[(&str, &Dfa)] = &[\n");
        for (name, pattern) in sorted {
            text.push_str(&format!("    ({}, &{name}),\n", raw(pattern)));
        }
        text.push_str("];\n");
        Ok(text)
    }
}

fn item(name: &str, dfa: &Dfa) -> String {
    let classes: String = dfa.classes.iter().map(|class| format!("\\x{class:02x}")).collect();
    let lines: Vec<_> = (0..classes.len()).step_by(4 * NUMBERS).map(|at| &classes[at..at + 4 * NUMBERS]).collect();
    let transitions: Vec<_> =
        dfa.transitions.chunks(usize::from(dfa.width)).map(|row| numbers(row, "        ")).collect();
    let accepting: Vec<_> = dfa.accepting.iter().map(|accepts| if *accepts { "true" } else { "false" }).collect();
    let accepting: Vec<_> = accepting.chunks(16).map(|line| format!("        {},\n", line.join(", "))).collect();
    format!(
        "/// {} states, {} classes of bytes.\n\
         pub(crate) static {name}: Dfa = Dfa {{\n    \
             classes: b\"\\\n        {}\",\n    \
             width: {},\n    \
             transitions: &[\n{}    ],\n    \
             start: {},\n    \
             accepting: &[\n{}    ],\n\
         }};\n\n",
        dfa.accepting.len(),
        dfa.width,
        lines.join("\\\n        "),
        dfa.width,
        transitions.concat(),
        dfa.start,
        accepting.concat(),
    )
}

/// Numbers in lines, each with a comma.
fn numbers(row: &[u16], indent: &str) -> String {
    let lines = row.chunks(NUMBERS).map(|line| {
        let line: Vec<_> = line.iter().map(u16::to_string).collect();
        format!("{indent}{},\n", line.join(", "))
    });
    lines.collect()
}

/// A raw string literal, which leaves a pattern readable.
fn raw(text: &str) -> String {
    let mut hashes = String::new();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
