//! `drs explain`: the meaning of an id, a field or an operation.

mod answer;
mod field;
mod json;
mod object;
mod operation;
mod page;
mod path;
mod prose;
mod state;

use std::io;

use clap::{Args, ValueEnum};
use drs_contract::{ANSWERS, Answer, OBJECTS, Object, Operation, PAGES, Page, STATES, State};
use serde_json::Value;

use self::path::{Found, Place};
use self::prose::Prose;
use crate::context::{self, ColorWhen, Stream};
use crate::exit::Exit;

/// The prefix of every id, which may be left out.
const PREFIX: &str = "DRS-";

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
    let topic = match arguments.topic.as_deref().map(|name| (name, find(name))) {
        None => Topic::All,
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

/// Something to explain.
enum Topic<'t> {
    All,
    Page(&'static Page),
    State(&'static State),
    Answer(&'static Answer),
    Operation(Operation),
    Object(&'static Object),
    Field(Place),
    Fields(&'t str, Vec<Place>),
}

impl Topic<'_> {
    fn text(&self, prose: Prose) -> String {
        match self {
            Self::All => overview(prose),
            Self::Page(page) => page::text(page, prose),
            Self::State(state) => state::text(state, prose),
            Self::Answer(answer) => answer::text(answer, prose),
            Self::Operation(operation) => operation::text(*operation, prose),
            Self::Object(object) => object::text(object, prose),
            Self::Field(place) => field::text(place, prose),
            Self::Fields(name, places) => field::list(name, places, prose),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::All => json::topics(),
            Self::Page(page) => json::page(page),
            Self::State(state) => json::state(state),
            Self::Answer(answer) => json::answer(answer),
            Self::Operation(operation) => json::operation(*operation),
            Self::Object(object) => json::object(object),
            Self::Field(place) => json::field(place),
            Self::Fields(_, places) => json::several(places),
        }
    }
}

/// An unknown topic.
struct Unknown {
    help: String,
}

fn find(topic: &str) -> Result<Topic<'_>, Unknown> {
    let upper = topic.to_ascii_uppercase();
    let short = upper.strip_prefix(PREFIX);
    let matches = |page: &&Page| page.name == topic || page.id.strip_prefix(PREFIX) == Some(short.unwrap_or(&upper));
    if let Some(page) = PAGES.iter().find(matches) {
        return Ok(Topic::Page(page));
    }
    if short.is_some() {
        return Err(Unknown { help: "`drs rules` lists the ids".to_owned() });
    }
    if let Some(state) = State::from_name(topic) {
        return Ok(Topic::State(state));
    }
    if let Some(answer) = Answer::from_code(topic) {
        return Ok(Topic::Answer(answer));
    }
    if let Some(operation) = Operation::from_id(topic) {
        return Ok(Topic::Operation(operation));
    }
    if let Some(object) = Object::from_name(topic) {
        return Ok(Topic::Object(object));
    }
    match path::find(topic) {
        Found::One(place) => Ok(Topic::Field(place)),
        Found::Several(places) => Ok(Topic::Fields(topic, places)),
        Found::Nothing { nearest } => Err(Unknown {
            help: similar(topic).or(nearest).map_or_else(
                || "give an id such as `DRS-P004`, a field such as `jobs.base_info.name` or an operation".to_owned(),
                |name| format!("did you mean `{name}`?"),
            ),
        }),
    }
}

/// The operation, object, state or code of which the topic is a misspelling.
fn similar(topic: &str) -> Option<String> {
    let operations = Operation::ALL.iter().map(|operation| operation.id());
    let objects = OBJECTS.iter().map(|object| object.name);
    let states = STATES.iter().map(|state| state.name);
    let codes = ANSWERS.iter().filter_map(|answer| answer.code);
    drs_validate::nearest(topic, operations)
        .or_else(|| drs_validate::nearest(topic, objects))
        .or_else(|| drs_validate::nearest(topic, states))
        .or_else(|| drs_validate::nearest(topic, codes))
        .map(str::to_owned)
}

fn overview(prose: Prose) -> String {
    let mut text = prose.paragraph(
        "`drs explain` explains one thing: a diagnostic id (`drs rules` lists them), an operation \
         (`drs operations` lists them), a field of a request, named by its path, a state of a batch or of a task, \
         or an error code.",
    );
    text.push('\n');
    let examples =
        ["DRS-S002", "update_job", "jobs.base_info.expired_days", "db_port", "FULL_TRANSFER_FAILED", "DRS.10000010"];
    for example in examples {
        text.push_str(&format!("    drs explain {example}\n"));
    }
    text
}
