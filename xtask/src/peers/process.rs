//! Programs that live as long as the run and answer lines with lines; Blaze, which has no such program, is run each time.

use std::io::{BufRead, BufReader, Write};
use std::ops::IndexMut;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, bail};

use super::cases::{Case, Finds};
use super::install::{REMEDY, Tools, done};

/// The published schema of the inputs.
pub(super) const SCHEMA: &str = "dist/schema/batch_create_jobs_async.schema.json";

/// The peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The benchmark of `drs-validate`.
    Drs,
    /// `node.mjs`.
    Node,
    /// `python.py`.
    Python,
    /// Blaze's command.
    Blaze,
}

/// Something that measures.
pub(super) trait Peer {
    /// How many documents are right and how many errors there are; `None` if it does not say.
    fn found(&mut self, case: &Case) -> anyhow::Result<Option<(u64, u64)>>;

    /// Nanoseconds for each document.
    fn measure(&mut self, case: &Case, repeats: u64) -> anyhow::Result<f64>;
}

/// All of them.
pub(super) struct Peers(Vec<Box<dyn Peer>>);

impl std::ops::Index<Which> for Peers {
    type Output = Box<dyn Peer>;

    fn index(&self, which: Which) -> &Self::Output {
        &self.0[which as usize]
    }
}

impl IndexMut<Which> for Peers {
    fn index_mut(&mut self, which: Which) -> &mut Self::Output {
        &mut self.0[which as usize]
    }
}

/// Starts the peers. The first one writes the inputs for all.
pub(super) fn start(root: &Path, tools: &Tools, inputs: &Path) -> anyhow::Result<Peers> {
    let (schema, scripts) = (root.join(SCHEMA), root.join("xtask/src/peers"));
    let mut bench = Command::new("cargo");
    bench.args(["bench", "--quiet", "--package", "drs-validate", "--bench", "speed", "--", "--peer"]);
    let mut drs = Lines::start(bench.arg(inputs).current_dir(root))?;
    let ready = drs.line()?;
    anyhow::ensure!(ready == "ready", "the benchmark says `{ready}`");
    let node =
        Lines::start(Command::new("node").arg(scripts.join("node.mjs")).args([&tools.node, &schema]).arg(inputs))?;
    let python = Lines::start(Command::new(&tools.python).arg(scripts.join("python.py")).args([&*schema, inputs]))?;
    let blaze = Blaze { program: tools.blaze.clone(), schema, inputs: inputs.to_owned() };
    Ok(Peers(vec![Box::new(drs), Box::new(node), Box::new(python), Box::new(blaze)]))
}

/// A program that answers lines.
struct Lines {
    name: String,
    child: Child,
    /// Its standard input; it ends when this does.
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Lines {
    fn start(command: &mut Command) -> anyhow::Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = spawned.with_context(|| format!("`{name}` cannot be run: {REMEDY}"))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            bail!("`{name}` has no pipes")
        };
        Ok(Self { name, child, input: Some(input), output: BufReader::new(output) })
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        anyhow::ensure!(!line.is_empty(), "`{}` ended without an answer", self.name);
        Ok(line.trim_end().to_owned())
    }

    fn ask(&mut self, case: &Case, repeats: u64) -> anyhow::Result<String> {
        if let Some(input) = &mut self.input {
            writeln!(input, "{} {} {repeats}", case.name, case.input.file)?;
            input.flush()?;
        }
        self.line()
    }
}

impl Peer for Lines {
    fn found(&mut self, case: &Case) -> anyhow::Result<Option<(u64, u64)>> {
        let answer = self.ask(case, 0)?;
        let (right, errors) = answer.split_once(' ').with_context(|| format!("`{}` says `{answer}`", self.name))?;
        Ok(Some((right.parse()?, errors.parse()?)))
    }

    fn measure(&mut self, case: &Case, repeats: u64) -> anyhow::Result<f64> {
        let answer = self.ask(case, repeats)?;
        answer.parse().with_context(|| format!("`{}` says `{answer}`", self.name))
    }
}

impl Drop for Lines {
    fn drop(&mut self) {
        self.input = None;
        // Its answers are read; how it ends says nothing more.
        let _ = self.child.wait();
    }
}

/// Blaze's command, which can validate one parsed document many times and say how long that took.
struct Blaze {
    program: PathBuf,
    schema: PathBuf,
    inputs: PathBuf,
}

impl Blaze {
    fn command(&self, case: &Case) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["validate", "--fast"]).arg(&self.schema).arg(self.inputs.join(case.input.file));
        command
    }
}

impl Peer for Blaze {
    fn found(&mut self, case: &Case) -> anyhow::Result<Option<(u64, u64)>> {
        debug_assert!(case.finds == Finds::Verdict, "this is what its exit status tells");
        let right = self.command(case).output()?.status.success();
        Ok(Some((u64::from(right), 0)))
    }

    fn measure(&mut self, case: &Case, repeats: u64) -> anyhow::Result<f64> {
        let output = done(self.command(case).args(["--benchmark", "--loop", &repeats.to_string()]))?;
        // `…/small.json: PASS 30.394 +- 200.326 us (0.024)`
        let mean = output.split("PASS ").nth(1).and_then(|rest| rest.split(' ').next());
        let mean: f64 = mean.and_then(|mean| mean.parse().ok()).with_context(|| format!("Blaze says `{output}`"))?;
        Ok(mean * 1000.0)
    }
}
