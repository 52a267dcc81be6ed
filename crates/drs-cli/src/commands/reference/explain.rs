//! `drs explain`: the meaning of an id, a field or an operation.

use std::io;

use clap::{Args, ValueEnum};
use drs_engine::explain::{self, Prose, Topic};

use crate::context::{self, ColorWhen, Stream};
use crate::exit::Exit;

/// The format of an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people
    Human,
    /// One JSON object
    Json,
}

/// The arguments of `drs explain`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A diagnostic id (`DRS-P004`), a field (`jobs.base_info.expired_days`), an operation (`update_job`), a state
    /// (`FULL_TRANSFER_FAILED`) or an error code (`DRS.10000010`)
    #[arg(value_name = "ID|FIELD-PATH|OPERATION|STATE|CODE")]
    topic: Option<String>,

    /// The format of the explanation
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,

    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorWhen,
}

/// Runs `drs explain`.
///
/// # Errors
///
/// When the explanation cannot be written.
pub(crate) fn run(arguments: &Arguments) -> io::Result<Exit> {
    let topic = match arguments.topic.as_deref().map(|name| (name, explain::find(name))) {
        None => Topic::all(),
        Some((_, Ok(topic))) => topic,
        Some((name, Err(unknown))) => {
            let name = drs_diag::escape(name);
            context::eprint_line(&match name.trim() {
                "" => "error: there is nothing to explain".to_owned(),
                _ => format!("error: nothing is called `{name}`"),
            });
            context::eprint_line(&format!("help: {}", unknown.help));
            return Ok(Exit::Failure);
        }
    };
    let text = match arguments.format {
        Format::Human => topic.text(Prose::new(arguments.color.applies_to(Stream::Output), Stream::Output.width())),
        Format::Json => format!("{:#}\n", topic.json()),
    };
    context::print(text)?;
    Ok(Exit::Success)
}
