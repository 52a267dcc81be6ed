//! How fast a valid request is accepted and a wrong one reported, beside what else can be done with its bytes.
//!
//! `cargo bench -p drs-validate` measures, and fails if a limit is missed; without `--bench`, as `cargo test --benches` runs
//! it, every case is run once. With `--peer FOLDER` it answers `cargo xtask bench-peers`.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "times and their ratios need no more digits"
)]

mod alone;
mod cases;
mod hostile;
mod inputs;
mod large;
mod peer;
mod rounds;
mod targets;

use std::io;
use std::path::Path;
use std::process::ExitCode;

use alone::Alone;
use cases::{ACCEPTS, Case, REJECTS};
use inputs::Input;
use targets::Table;

fn main() -> ExitCode {
    let measure = std::env::args().any(|argument| argument == "--bench");
    let (valid, invalid) = (inputs::valid(), inputs::invalid());
    let mut arguments = std::env::args().skip_while(|argument| argument != "--peer").skip(1);
    if let Some(folder) = arguments.next() {
        peer::serve(Path::new(&folder), &valid, &invalid).expect("the folder and the pipes can be used");
        return ExitCode::SUCCESS;
    }
    let mut arguments = std::env::args().skip_while(|argument| argument != alone::ARGUMENT).skip(1);
    if let (Some(case), Some(input)) = (arguments.next(), arguments.next()) {
        let case = ACCEPTS.iter().chain(REJECTS).find(|it| it.name == case).expect("the case exists");
        let input = valid.into_iter().chain(invalid).find(|it| it.name == input).expect("the input exists");
        alone::serve(case, &input).expect("the pipes can be used");
        return ExitCode::SUCCESS;
    }
    for input in &valid {
        for case in ACCEPTS {
            assert!((case.prepare)(input)() == input.documents().len(), "{} does not accept {}", case.name, input.name);
        }
    }
    for (input, mistakes) in invalid.iter().zip([5, 500, 500, 500, 1]) {
        assert_eq!((REJECTS[0].prepare)(input)(), mistakes, "{}", input.name);
    }
    if measure {
        let tables = valid.iter().map(|input| report(input, ACCEPTS));
        let tables: Vec<_> = tables.chain(invalid.iter().map(|input| report(input, REJECTS))).collect();
        let holds = targets::report(&tables);
        if !(hostile::report(true) && holds) {
            return ExitCode::FAILURE;
        }
    } else {
        hostile::report(false);
    }
    ExitCode::SUCCESS
}

/// Measures cases on one input.
#[expect(clippy::print_stdout, reason = "the table is what a benchmark is for")]
fn report(input: &Input, cases: &'static [Case]) -> Table {
    let started: io::Result<Vec<_>> = cases.iter().map(|case| Alone::start(case, input)).collect();
    let documents = input.documents().len();
    let times = started.and_then(|mut started| rounds::measure(&mut started, documents));
    let table = Table { input: input.name, cases, times: times.expect("a case can be run in a process of its own") };
    println!("\n{}: {documents} documents, {} bytes", input.name, input.bytes());
    println!("{:42} {:>14} {:>8} {:>8}", "", "ns a document", "x Value", "GB/s");
    for (case, rounds) in cases.iter().zip(&table.times) {
        let nanoseconds = rounds::median(rounds);
        let ratio = table.ratio(case.name, cases::VALUE).unwrap_or(f64::NAN);
        let speed = (input.bytes() / documents) as f64 / nanoseconds;
        println!("{:42} {nanoseconds:>14.0} {ratio:>8.3} {speed:>8.2}", case.name);
    }
    table
}
