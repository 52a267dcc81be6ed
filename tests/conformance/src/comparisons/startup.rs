//! Whole processes, from their start to their end.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::Context;

use super::install::Tools;
use super::process::SCHEMA;

/// What was measured of one command: milliseconds, by round.
#[derive(Clone, Debug)]
pub(super) struct Start {
    pub(super) words: &'static str,
    pub(super) times: Vec<f64>,
}

pub(super) const EMPTY: &str = "an empty Rust program";
pub(super) const VALID: &str = "drs validate, valid request";
pub(super) const INVALID: &str = "drs validate, 5 mistakes";

/// Runs every command in every round.
pub(super) fn measure(root: &Path, tools: &Tools, inputs: &Path, rounds: usize) -> anyhow::Result<Vec<Start>> {
    let (small, five) = (inputs.join("small.json"), inputs.join("five.json"));
    let (drs, schema) = (root.join("target/release/drs"), root.join(SCHEMA));
    let bin = |name: &str| tools.python.with_file_name(name);
    let command = |program: &Path, arguments: &[&Path]| {
        let mut command = Command::new(program);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let validate = Path::new("validate");
    let ajv = tools.node.join("node_modules/.bin/ajv");
    let ajv_arguments: Vec<&Path> =
        vec![validate, Path::new("--spec=draft2020"), Path::new("-s"), &schema, Path::new("-d"), &small];
    let commands: Vec<(&str, i32, Command)> = vec![
        (EMPTY, 0, command(&tools.empty, &[])),
        (VALID, 0, command(&drs, &[validate, &small])),
        (INVALID, 1, command(&drs, &[validate, &five])),
        ("Blaze CLI, fast", 0, command(&tools.blaze, &[validate, Path::new("--fast"), &schema, &small])),
        ("python -c ''", 0, command(&tools.python, &[Path::new("-c"), Path::new("")])),
        ("node -e ''", 0, command(Path::new("node"), &[Path::new("-e"), Path::new("")])),
        ("ajv-cli", 0, command(&ajv, &ajv_arguments)),
        ("check-jsonschema", 0, command(&bin("check-jsonschema"), &[Path::new("--schemafile"), &schema, &small])),
    ];
    let mut starts: Vec<_> = commands.iter().map(|(words, ..)| Start { words, times: Vec::new() }).collect();
    let mut commands = commands;
    // Quick ones are run more often: their times are near to the noise.
    for round in 0..rounds * 5 {
        for ((words, status, command), start) in commands.iter_mut().zip(&mut starts) {
            let is_slow = start.times.first().is_some_and(|first| *first > 20.0);
            if is_slow && round % 5 != 0 {
                continue;
            }
            let begin = Instant::now();
            let ended = command.status().with_context(|| format!("`{words}` cannot be run"))?;
            start.times.push(begin.elapsed().as_secs_f64() * 1e3);
            anyhow::ensure!(ended.code() == Some(*status), "`{words}` ended with {ended}");
        }
    }
    Ok(starts)
}
