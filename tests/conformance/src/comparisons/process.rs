//! Programs that live as long as the run and answer lines with lines; Blaze, which has no such program, is run each time.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, bail};

use super::cases::{Case, Finds};
use super::install::{REMEDY, Tools, done};

/// The published schema of the inputs.
pub(super) const SCHEMA: &str = "dist/schema/batch_create_jobs_async.schema.json";

/// The peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// All of them. Each case has a process of its own: what one leaves in a heap makes another slower.
pub(super) struct Peers {
    bench: PathBuf,
    node: PathBuf,
    python: PathBuf,
    schema: PathBuf,
    scripts: PathBuf,
    inputs: PathBuf,
    blaze: Blaze,
    running: BTreeMap<(Which, &'static str, &'static str), Lines>,
}

impl Peers {
    /// The peers; `bench` is the benchmark's program, which writes the inputs for all when it is first asked.
    pub(super) fn new(root: &Path, tools: &Tools, bench: PathBuf, inputs: &Path) -> Self {
        let (schema, scripts) = (root.join(SCHEMA), root.join("tests/conformance/src/comparisons"));
        let blaze = Blaze { program: tools.blaze.clone(), schema: schema.clone(), inputs: inputs.to_owned() };
        Self {
            bench,
            node: tools.node.clone(),
            python: tools.python.clone(),
            schema,
            scripts,
            inputs: inputs.to_owned(),
            blaze,
            running: BTreeMap::new(),
        }
    }

    /// How many documents are right and how many errors there are.
    pub(super) fn found(&mut self, case: &Case) -> anyhow::Result<(u64, u64)> {
        match case.peer {
            Which::Blaze => self.blaze.found(case),
            _ => self.process(case)?.found(case),
        }
    }

    /// Nanoseconds for each document.
    pub(super) fn measure(&mut self, case: &Case, repeats: u64) -> anyhow::Result<f64> {
        match case.peer {
            Which::Blaze => self.blaze.measure(case, repeats),
            _ => self.process(case)?.measure(case, repeats),
        }
    }

    fn process(&mut self, case: &Case) -> anyhow::Result<&mut Lines> {
        let key = (case.peer, case.name, case.input.file);
        if !self.running.contains_key(&key) {
            let process = self.start(case.peer)?;
            self.running.insert(key, process);
        }
        self.running.get_mut(&key).context("it was started")
    }

    fn start(&self, which: Which) -> anyhow::Result<Lines> {
        let command = |program: &Path, arguments: &[&Path]| {
            let mut command = Command::new(program);
            command.args(arguments);
            command
        };
        let (schema, inputs) = (&*self.schema, &*self.inputs);
        let mut command = match which {
            Which::Drs => command(&self.bench, &[Path::new("--bench"), Path::new("--peer"), inputs]),
            Which::Node => command(Path::new("node"), &[&self.scripts.join("node.mjs"), &self.node, schema, inputs]),
            Which::Python => command(&self.python, &[&self.scripts.join("python.py"), schema, inputs]),
            Which::Blaze => bail!("Blaze answers no lines"),
        };
        let mut process = Lines::start(&mut command)?;
        if which == Which::Drs {
            let ready = process.line()?;
            anyhow::ensure!(ready == "ready", "the benchmark says `{ready}`");
        }
        Ok(process)
    }
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

impl Lines {
    fn found(&mut self, case: &Case) -> anyhow::Result<(u64, u64)> {
        let answer = self.ask(case, 0)?;
        let (right, errors) = answer.split_once(' ').with_context(|| format!("`{}` says `{answer}`", self.name))?;
        Ok((right.parse()?, errors.parse()?))
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

    fn found(&self, case: &Case) -> anyhow::Result<(u64, u64)> {
        debug_assert!(case.finds == Finds::Verdict, "this is what its exit status tells");
        let right = self.command(case).output()?.status.success();
        Ok((u64::from(right), 0))
    }

    fn measure(&self, case: &Case, repeats: u64) -> anyhow::Result<f64> {
        let output = done(self.command(case).args(["--benchmark", "--loop", &repeats.to_string()]))?;
        // `…/small.json: PASS 30.394 +- 200.326 us (0.024)`
        let mean = output.split("PASS ").nth(1).and_then(|rest| rest.split(' ').next());
        let mean: f64 = mean.and_then(|mean| mean.parse().ok()).with_context(|| format!("Blaze says `{output}`"))?;
        Ok(mean * 1000.0)
    }
}
