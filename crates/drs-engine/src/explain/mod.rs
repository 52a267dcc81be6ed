//! Explains what the contract has a name for: diagnostics, operations, fields, objects, states and error codes.
//!
//! [`find`] takes the name, in any of its usual spellings, and returns a [`Topic`], which can be shown to a person and handed to a
//! program. The texts are those of the contract.
//!
//! ```
//! use drs_engine::explain::{Prose, find};
//!
//! let topic = find("DRS-S002").expect("it is the id of a diagnostic");
//! assert!(topic.text(Prose::new(false, Some(80))).starts_with("DRS-S002: unknown-field"));
//! assert_eq!(topic.json()["kind"], "diagnostic");
//! assert_eq!(find("update_jop").unwrap_err().help, "did you mean `update_job`?");
//! ```

mod answer;
mod field;
mod json;
mod object;
mod operation;
mod page;
mod path;
mod prose;
mod state;

use std::fmt;

use drs_contract::{ANSWERS, Answer, OBJECTS, Object, Operation, PAGES, Page, STATES, State};
use serde_json::Value;

use self::path::{Found, Place};
pub use self::prose::Prose;

/// The prefix of every id, which may be left out.
const PREFIX: &str = "DRS-";

/// Something that can be explained.
pub struct Topic<'t>(Kind<'t>);

enum Kind<'t> {
    All,
    Page(&'static Page),
    State(&'static State),
    Answer(&'static Answer),
    Operation(Operation),
    Object(&'static Object),
    Field(Place),
    Fields(&'t str, Vec<Place>),
}

/// A name that means nothing here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTopic {
    /// What to ask for instead.
    pub help: String,
}

impl fmt::Display for UnknownTopic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is nothing of this name to explain")
    }
}

impl std::error::Error for UnknownTopic {}

impl fmt::Debug for Topic<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Topic").field(&self.json()["kind"]).finish()
    }
}

impl Topic<'_> {
    /// Everything that can be explained.
    pub const fn all() -> Self {
        Self(Kind::All)
    }

    /// The explanation for a person.
    pub fn text(&self, prose: Prose) -> String {
        match &self.0 {
            Kind::All => overview(prose),
            Kind::Page(page) => page::text(page, prose),
            Kind::State(state) => state::text(state, prose),
            Kind::Answer(answer) => answer::text(answer, prose),
            Kind::Operation(operation) => operation::text(*operation, prose),
            Kind::Object(object) => object::text(object, prose),
            Kind::Field(place) => field::text(place, prose),
            Kind::Fields(name, places) => field::list(name, places, prose),
        }
    }

    /// The explanation for a program: an object whose member `kind` says what it is of.
    pub fn json(&self) -> Value {
        match &self.0 {
            Kind::All => json::topics(),
            Kind::Page(page) => json::page(page),
            Kind::State(state) => json::state(state),
            Kind::Answer(answer) => json::answer(answer),
            Kind::Operation(operation) => json::operation(*operation),
            Kind::Object(object) => json::object(object),
            Kind::Field(place) => json::field(place),
            Kind::Fields(_, places) => json::several(places),
        }
    }
}

/// Finds what is called `topic`: the id or name of a diagnostic, a state, an error code, an operation, an object, or the path of
/// a field of a request.
///
/// # Errors
///
/// A name of nothing, with what may have been meant.
pub fn find(topic: &str) -> Result<Topic<'_>, UnknownTopic> {
    let upper = topic.to_ascii_uppercase();
    let short = upper.strip_prefix(PREFIX);
    let matches = |page: &&Page| page.name == topic || page.id.strip_prefix(PREFIX) == Some(short.unwrap_or(&upper));
    if let Some(page) = PAGES.iter().find(matches) {
        return Ok(Topic(Kind::Page(page)));
    }
    if short.is_some() {
        return Err(UnknownTopic { help: "`drs rules` lists the ids".to_owned() });
    }
    if let Some(state) = State::from_name(topic) {
        return Ok(Topic(Kind::State(state)));
    }
    if let Some(answer) = Answer::from_code(topic) {
        return Ok(Topic(Kind::Answer(answer)));
    }
    if let Some(operation) = Operation::from_id(topic) {
        return Ok(Topic(Kind::Operation(operation)));
    }
    if let Some(object) = Object::from_name(topic) {
        return Ok(Topic(Kind::Object(object)));
    }
    match path::find(topic) {
        Found::One(place) => Ok(Topic(Kind::Field(place))),
        Found::Several(places) => Ok(Topic(Kind::Fields(topic, places))),
        Found::Nothing { nearest } => Err(UnknownTopic {
            help: similar(topic).or(nearest).map_or_else(
                || {
                    "give an id such as `DRS-P004`, a field such as `jobs.base_info.name`, an operation such as `update_job`, a \
                     state such as `FULL_TRANSFER_FAILED` or an error code such as `DRS.10000010`"
                        .to_owned()
                },
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
