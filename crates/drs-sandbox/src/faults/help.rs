//! The grammar, for people.

use super::words::{CALLS, FAULTS, LIFE};

/// What a fault looks like, and every fault with what it is, as lines of help.
pub fn fault_help() -> String {
    let calls = CALLS.map(|(call, _)| format!("`{call}`")).join(", ");
    let mut help = format!(
        "Faults are written WHEN:WHAT. WHEN is a call ({calls}, an operation, or `*` for all), the n-th of its kind (`create#1`, \
         `list#2-5`) or some by chance (`list%10`); or `task=NAME`, where `*` and `?` stand for others, or `batch=N`.\n"
    );
    for (is_life, head) in [(false, "What happens to calls:"), (true, "What happens in the life of tasks:")] {
        help.push_str(&format!("\n{head}\n"));
        for (name, argument, meaning) in FAULTS.iter().filter(|(name, ..)| LIFE.contains(name) == is_life) {
            help.push_str(&format!("  {:31}{meaning}\n", format!("{name}{}", argument.form())));
        }
    }
    help.truncate(help.trim_end().len());
    help
}
