//! `drs explain`: the meaning of an id, a field or an operation.

mod field;
mod object;
mod operation;
mod page;
mod path;
mod prose;

use std::io;

use clap::Args;
use drs_contract::{OBJECTS, Object, Operation, PAGES, Page};

use self::path::Found;
use self::prose::Prose;
use crate::context::{self, ColorWhen, Stream};
use crate::exit::Exit;

/// The prefix of every id, which may be left out.
const PREFIX: &str = "DRS-";

/// The arguments of `drs explain`.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// A diagnostic id (`DRS-P004`), a field (`jobs.base_info.expired_days`) or an operation (`update_job`)
    #[arg(value_name = "ID|FIELD-PATH|OPERATION")]
    topic: Option<String>,

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
    let prose = Prose::new(arguments.color.applies_to(Stream::Output), Stream::Output.width());
    let Some(topic) = arguments.topic.as_deref() else {
        context::print(overview(prose))?;
        return Ok(Exit::Success);
    };
    match explain(topic, prose) {
        Ok(text) => {
            context::print(&text)?;
            Ok(Exit::Success)
        }
        Err(unknown) => {
            let topic = drs_diag::escape(topic);
            context::eprint_line(&match topic.trim() {
                "" => "error: there is nothing to explain".to_owned(),
                _ => format!("error: nothing is called `{topic}`"),
            });
            context::eprint_line(&format!("help: {}", unknown.help));
            Ok(Exit::Failure)
        }
    }
}

/// An unknown topic.
struct Unknown {
    help: String,
}

fn explain(topic: &str, prose: Prose) -> Result<String, Unknown> {
    let upper = topic.to_ascii_uppercase();
    let short = upper.strip_prefix(PREFIX);
    let matches = |page: &&Page| page.name == topic || page.id.strip_prefix(PREFIX) == Some(short.unwrap_or(&upper));
    if let Some(page) = PAGES.iter().find(matches) {
        return Ok(page::text(page, prose));
    }
    if short.is_some() {
        return Err(Unknown { help: "`drs rules` lists the ids".to_owned() });
    }
    if let Some(operation) = Operation::from_id(topic) {
        return Ok(operation::text(operation, prose));
    }
    if let Some(object) = Object::from_name(topic) {
        return Ok(object::text(object, prose));
    }
    match path::find(topic) {
        Found::One(place) => Ok(field::text(&place, prose)),
        Found::Several(places) => Ok(field::list(topic, &places, prose)),
        Found::Nothing { nearest } => Err(Unknown {
            help: similar(topic).or(nearest).map_or_else(
                || "give an id such as `DRS-P004`, a field such as `jobs.base_info.name` or an operation".to_owned(),
                |name| format!("did you mean `{name}`?"),
            ),
        }),
    }
}

/// The operation or object of which the topic is a misspelling.
fn similar(topic: &str) -> Option<String> {
    let operations = Operation::ALL.iter().map(|operation| operation.id());
    let objects = OBJECTS.iter().map(|object| object.name);
    drs_validate::nearest(topic, operations).or_else(|| drs_validate::nearest(topic, objects)).map(str::to_owned)
}

fn overview(prose: Prose) -> String {
    let mut text = prose.paragraph(
        "`drs explain` explains one thing: a diagnostic id (`drs rules` lists them), an operation \
         (`drs operations` lists them) or a field of a request, named by its path.",
    );
    text.push('\n');
    for example in ["DRS-S002", "update_job", "jobs.base_info.expired_days", "db_port"] {
        text.push_str(&format!("    drs explain {example}\n"));
    }
    text
}
