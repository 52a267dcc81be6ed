//! The contract as a typed model: what every output and every lint reads.
//!
//! [`Contract::from_bundle`] makes it from the bundle. Nothing here knows an output format.

mod answers;
mod build;
mod model;
mod page;
mod provenance;
mod read;
mod rule;
mod schema;
mod states;

pub use answers::Answer;
pub use model::{Contract, Example, Location, Operation, Parameter, Response, ResponseExample, pascal_case};
pub use page::{Block, Family, Page, Section};
pub use provenance::{Aspect, Erratum, Provenance};
pub use rule::{Condition, Literal, Rule, RuleBody, Severity};
pub use schema::{
    Additional, ArrayShape, EnumValue, IntegerShape, NumberShape, ObjectShape, Property, Schema, Shape, StringShape,
};
pub use states::{Machine, State, Transition};
