//! How fast a valid request is accepted, beside what else can be done with its bytes.
//!
//! `cargo bench -p drs-validate` measures; without `--bench`, as `cargo test --benches` runs it, every case is run once.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "times and their ratios need no more digits"
)]

mod cases;
mod inputs;
mod rounds;
mod targets;

use cases::CASES;
use inputs::Input;

fn main() {
    let measure = std::env::args().any(|argument| argument == "--bench");
    let inputs = inputs::all();
    for input in &inputs {
        for case in CASES {
            assert!((case.prepare)(input)() > 0, "{} does not accept {}", case.name, input.name);
        }
    }
    if measure {
        let tables: Vec<_> = inputs.iter().map(report).collect();
        targets::report(&inputs, &tables);
    }
}

/// Measures every case on one input: nanoseconds for each document, by case and round.
#[expect(clippy::print_stdout, reason = "the table is what a benchmark is for")]
fn report(input: &Input) -> Vec<Vec<f64>> {
    let runs: Vec<_> = CASES.iter().map(|case| (case.prepare)(input)).collect();
    let documents = input.documents().len();
    let times = rounds::measure(&runs, documents);
    let reference = CASES.iter().position(|case| case.name == cases::VALUE).unwrap_or_default();
    println!("\n{}: {} documents, {} bytes", input.name, documents, input.bytes());
    println!("{:34} {:>14} {:>8} {:>8}", "", "ns a document", "x Value", "GB/s");
    for (case, rounds) in CASES.iter().zip(&times) {
        let nanoseconds = rounds::median(rounds);
        let ratio = rounds::ratio(rounds, &times[reference]);
        let speed = (input.bytes() / documents) as f64 / nanoseconds;
        println!("{:34} {nanoseconds:>14.0} {ratio:>8.3} {speed:>8.2}", case.name);
    }
    times
}
