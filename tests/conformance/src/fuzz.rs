//! Looking for input that breaks a promise, led by coverage: builds the programs in `tests/fuzz` with instrumentation, and runs
//! one after the other on texts from the contract.
//!
//! What they look for is in `drs_tests::properties`; `cargo test` runs the same on fewer texts. The compiler's own counters
//! are asked for by flags, so the toolchain of every other build does.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;
use serde_json::Value;

use xtask::codegen;
use xtask::contract::Contract;
use xtask::status::Status;

/// What makes the compiler count which edges are taken and tell what is compared.
const INSTRUMENTATION: [&str; 6] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];

/// What a target says of itself that was built so.
const COUNTERS: &str = "inline 8-bit counters";

/// Longest input that is made, in bytes: a request of the contract's examples and some more.
const MAX_INPUT_BYTES: u32 = 8192;

/// Seconds that one input may take before it counts as a failure.
const TIMEOUT_SECONDS: u32 = 20;

/// Builds the targets and runs each for so many seconds; only `target`, if one is named.
///
/// # Errors
/// There is no such target, one cannot be built, or one has found something.
pub fn run(root: &Path, target: Option<&str>, seconds: u32, status: &mut Status<impl Write>) -> anyhow::Result<()> {
    let targets = targets(root)?;
    if let Some(target) = target.filter(|target| targets.iter().all(|known| known != target)) {
        anyhow::bail!("there is no target `{target}`, the targets are {}", targets.join(", "));
    }
    let home = root.join("target/fuzz");
    let seeds = home.join("seeds");
    let dictionary = home.join("names.dict");
    prepare(root, &seeds, &dictionary)?;
    let programs = build(root, &home)?;
    for name in targets.iter().filter(|name| target.is_none_or(|target| target == *name)) {
        let found = home.join("found").join(name);
        let corpus = home.join("corpus").join(name);
        fs::create_dir_all(&found)?;
        fs::create_dir_all(&corpus)?;
        let output = Command::new(programs.join(name))
            .args([&corpus, &seeds])
            .args([
                format!("-max_total_time={seconds}"),
                format!("-max_len={MAX_INPUT_BYTES}"),
                format!("-timeout={TIMEOUT_SECONDS}"),
            ])
            .args([format!("-dict={}", dictionary.display()), format!("-artifact_prefix={}/", found.display())])
            .args(["-seed=1", "-print_final_stats=1", "-rss_limit_mb=2048"])
            .output()
            .with_context(|| format!("the target `{name}` cannot be run"))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            let last: Vec<&str> = said.lines().rev().filter(|line| !line.starts_with('#')).take(40).collect();
            status.plain(&last.into_iter().rev().collect::<Vec<_>>().join("\n"))?;
            anyhow::bail!("`{name}` has found an input that breaks a promise; it is in {}", found.display());
        }
        anyhow::ensure!(said.contains(COUNTERS), "`{name}` was built without what shows a fuzzer where it has been");
        let executions = executions(&said).with_context(|| format!("`{name}` does not say how often it ran"))?;
        status.say("Fuzzed", &format!("{name}: {executions} executions in {seconds} s"))?;
    }
    Ok(())
}

/// The names of the targets, sorted.
fn targets(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut targets = Vec::new();
    for entry in fs::read_dir(root.join("tests/fuzz/targets"))? {
        let path = entry?.path();
        targets.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
    }
    targets.sort();
    Ok(targets)
}

/// Builds all targets, and says in which folder they are.
fn build(root: &Path, home: &Path) -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let host = host()?;
    // The target is named although it is the host, since the flags are then not those of build scripts and macros.
    let status = Command::new(cargo)
        .args(["build", "--release", "--locked", "--quiet", "--target", &host])
        .current_dir(root.join("tests/fuzz"))
        // The variable that goes before every other one.
        .env("CARGO_ENCODED_RUSTFLAGS", INSTRUMENTATION.join("\u{1f}"))
        .env("CARGO_TARGET_DIR", home)
        .status()?;
    anyhow::ensure!(
        status.success(),
        "the targets cannot be built, cargo says why; they need a C++ compiler, such as g++"
    );
    Ok(home.join(host).join("release"))
}

/// What the compiler calls this machine.
fn host() -> anyhow::Result<String> {
    let output = Command::new("rustc").arg("-vV").output().context("rustc cannot be run")?;
    let version = String::from_utf8(output.stdout)?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say its host")?.to_owned())
}

/// Writes the texts to begin with, and the contract's words.
fn prepare(root: &Path, seeds: &Path, dictionary: &Path) -> anyhow::Result<()> {
    if seeds.exists() {
        fs::remove_dir_all(seeds)?;
    }
    fs::create_dir_all(seeds)?;
    let contract = codegen::contract(root)?;
    for (index, text) in texts(&contract).enumerate() {
        fs::write(seeds.join(format!("contract-{index:04}")), text)?;
    }
    for entry in fs::read_dir(root.join("tests/fuzz/seeds"))? {
        let entry = entry?;
        fs::copy(entry.path(), seeds.join(entry.file_name()))?;
    }
    let published: Value = serde_json::from_slice(&fs::read(root.join("dist/openapi.json"))?)?;
    fs::write(dictionary, words(&published))?;
    Ok(())
}

/// Every request of the contract, right and wrong.
fn texts(contract: &Contract) -> impl Iterator<Item = &str> {
    let examples = contract.operations.iter().flat_map(|operation| &operation.examples);
    let blocks = contract.pages.iter().flat_map(|page| page.fails.iter().chain(&page.passes));
    examples.map(|example| example.text.as_str()).chain(blocks.map(|block| block.text.as_str()))
}

/// The names of members and the listed values of a description, as a dictionary of libFuzzer.
fn words(description: &Value) -> String {
    let mut words = Vec::new();
    collect(description, &mut words);
    words.sort_unstable();
    words.dedup();
    words.iter().map(|word| format!("\"\\\"{word}\\\"\"\n")).collect()
}

fn collect<'v>(value: &'v Value, words: &mut Vec<&'v str>) {
    let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
    match value {
        Value::Object(members) => {
            let properties = members.get("properties").and_then(Value::as_object);
            words.extend(properties.into_iter().flat_map(|it| it.keys()).map(String::as_str).filter(plain));
            let listed = members.get("enum").and_then(Value::as_array);
            words.extend(listed.into_iter().flatten().filter_map(Value::as_str).filter(plain));
            members.values().for_each(|member| collect(member, words));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        _ => {}
    }
}

/// How many inputs a target has tried.
fn executions(said: &str) -> Option<u64> {
    let line = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn words_are_names_and_listed_values() {
        let description = json!({"components": {"schemas": {"A": {
            "properties": {"job_id": {"enum": ["on", "a\"b"]}, "name": {"type": "string"}},
        }}}});
        assert_eq!(super::words(&description), "\"\\\"job_id\\\"\"\n\"\\\"name\\\"\"\n\"\\\"on\\\"\"\n");
    }

    #[test]
    fn executions_are_what_libfuzzer_says() {
        let said = "Done 12 runs\nstat::number_of_executed_units: 12\nstat::average_exec_per_sec:     3\n";
        assert_eq!(super::executions(said), Some(12));
        assert_eq!(super::executions("killed"), None);
    }
}
