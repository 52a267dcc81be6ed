//! Cross-field rules (`x-drs-rules`): conditions in a closed subset of JSON Schema's keywords.

use indexmap::IndexMap;

use crate::value::Place;

/// What must hold between the fields of an object.
#[derive(Clone, Debug)]
pub struct Rule {
    /// `DRS-P001`; never renumbered, never reused.
    pub id: String,
    /// Names the bad pattern, for example `cloud-endpoint-without-region`.
    pub name: String,
    /// Whether breaking it makes a document invalid.
    pub severity: Severity,
    /// JSON Pointer from the object to the value where the caret goes; empty for the object itself.
    pub at: String,
    /// What is wrong; `{value}` stands for the value at `at`.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Who says so.
    pub source: String,
    /// The condition.
    pub body: RuleBody,
    /// Where the rule stands.
    pub place: Place,
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document is invalid.
    Error,
    /// The document is valid, but probably not meant.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// How a rule is checked.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "there are some dozens, and nearly all are the large one")]
pub enum RuleBody {
    /// Where `if_` holds, `then` must hold.
    Portable {
        /// When the rule applies; every property it names is required, the bundler sees to that.
        if_: Condition,
        /// What must hold then.
        then: Condition,
    },
    /// A named function of the validator; other languages do not get it.
    Rust,
}

/// A conjunction of what is said about one value. Says nothing by default.
///
/// As in JSON Schema, `required`, `properties` and the member counts hold for anything that is not an object, `items`
/// and the item counts for anything that is not an array, `pattern` for anything that is not text.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// Members that must be present.
    pub required: Vec<String>,
    /// Conditions on members, where present.
    pub properties: IndexMap<String, Condition>,
    /// The only values (`enum`, or `const` for one).
    pub values: Option<Vec<Literal>>,
    /// Anchored regular expression for text.
    pub pattern: Option<String>,
    /// Must not hold.
    pub not: Option<Box<Condition>>,
    /// At least one must hold, if there are any.
    pub any_of: Vec<Condition>,
    /// Condition on every item.
    pub items: Option<Box<Condition>>,
    /// Minimum number of items.
    pub min_items: Option<u64>,
    /// Maximum number of items.
    pub max_items: Option<u64>,
    /// Minimum number of members.
    pub min_properties: Option<u64>,
    /// Maximum number of members.
    pub max_properties: Option<u64>,
}

/// A value a condition compares with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// Text.
    String(String),
}
