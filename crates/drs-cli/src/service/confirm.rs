//! The question before a call that somebody may regret.

use std::io::{self, BufRead, IsTerminal as _};

use super::target::Target;
use crate::context;
use crate::exit::Exit;
use crate::failure::{Failure, Stop};

/// How many things are agreed to with `yes`; of more, the number is typed.
const MAX_NAMES: usize = 10;

/// What is asked.
pub(crate) struct Question<'q> {
    /// What happens, as the beginning of a sentence that goes on with where: `` `commit_async_job` submits the batch ``. It may end with
    /// a comma.
    pub(crate) what: String,
    /// What it happens to, in words.
    pub(crate) to: &'q [String],
    /// Whether standard input is used for something else.
    pub(crate) is_stdin_taken: bool,
}

/// Asks whether something may be done. Nobody is asked about what happens on this machine, nor if `yes` is given.
///
/// # Errors
///
/// There is nobody to ask, or the answer is no.
pub(crate) fn may_go_on(yes: bool, target: &Target, question: &Question<'_>) -> Result<(), Stop> {
    if yes || target.is_local {
        return Ok(());
    }
    if question.is_stdin_taken || !io::stdin().is_terminal() {
        let what = question.what.trim_end_matches(',');
        let failure = Failure::new(format!("{what}, and there is nobody to ask"));
        return Err(failure.help("`--yes` goes on without a question; `--dry-run` shows the call").into());
    }
    let (text, expected) = wording(question, target);
    context::eprint_line(&text);
    if is_agreed(&mut io::stdin().lock(), &expected)? {
        return Ok(());
    }
    context::eprint_line("nothing was sent");
    Err(Stop::Said(Exit::Failure))
}

/// What is printed, and what has to be typed.
fn wording(question: &Question<'_>, target: &Target) -> (String, String) {
    let count = question.to.len();
    let expected = if count > MAX_NAMES { count.to_string() } else { "yes".to_owned() };
    let mut text = format!("{} at {}", question.what, drs_diag::escape(&target.url));
    for name in question.to.iter().take(MAX_NAMES) {
        text.push_str(&format!("\n  {}", drs_diag::escape(name)));
    }
    if count > MAX_NAMES {
        text.push_str(&format!("\n  and {} more\ntype `{count}`, their number, to go on:", count - MAX_NAMES));
    } else {
        text.push_str("\ntype `yes` to go on:");
    }
    (text, expected)
}

fn is_agreed(input: &mut impl BufRead, expected: &str) -> Result<bool, Failure> {
    let mut answer = String::new();
    input.read_line(&mut answer).map_err(|error| Failure::new(format!("no answer: {error}")))?;
    Ok(answer.trim() == expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(count: usize) -> (String, String) {
        let to: Vec<String> = (1..=count).map(|number| format!("task-{number}\u{1b}")).collect();
        let question = Question { what: "this ends tasks".to_owned(), to: &to, is_stdin_taken: false };
        let target = Target { url: "https://drs.example.com".to_owned(), is_local: false };
        wording(&question, &target)
    }

    #[test]
    fn a_few_are_named_and_of_many_the_number_is_typed() {
        let (text, expected) = ask(2);
        insta::assert_snapshot!(text, @r"
        this ends tasks at https://drs.example.com
          task-1\u{1b}
          task-2\u{1b}
        type `yes` to go on:
        ");
        assert_eq!(expected, "yes");
        assert_eq!(ask(10).1, "yes");
        let (text, expected) = ask(12);
        assert!(text.ends_with("  and 2 more\ntype `12`, their number, to go on:"), "{text}");
        assert_eq!(expected, "12");
    }

    #[test]
    fn only_the_expected_answer_is_an_agreement() {
        let answer = |text: &str| is_agreed(&mut text.as_bytes(), "yes").unwrap();
        assert_eq!(
            ["yes\n", "yes", "y\n", "", "no\n", "YES\n", "12\n"].map(answer),
            [true, true, false, false, false, false, false]
        );
    }
}
