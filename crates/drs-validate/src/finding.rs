//! What the walk notes down: enough to explain a mistake later, and no text yet.
//!
//! A document of a few megabytes can hold a hundred thousand mistakes of which a hundred are shown. Findings are small,
//! and only those that are shown become diagnostics.

use std::cmp::Ordering;

use drs_text::{Node, Span};

use crate::instance_path::PathId;
use crate::number::Number;
use crate::rules::Rule;
use crate::schema::{Property, Schema};

/// A mistake.
#[derive(Debug)]
pub(crate) struct Finding<'t> {
    /// The bytes under the caret.
    pub(crate) span: Span,
    /// The value that fails its schema.
    pub(crate) instance: PathId,
    /// The place that the caret shows.
    pub(crate) path: PathId,
    /// The mistake.
    pub(crate) kind: FindingKind<'t>,
    /// Values that are the same text by an alias of YAML.
    pub(crate) repeated: Vec<PathId>,
}

/// The kinds of mistakes.
#[derive(Debug)]
pub(crate) enum FindingKind<'t> {
    /// A member is missing.
    Missing {
        /// The object.
        object: Node<'t>,
        /// The missing member.
        property: &'static Property,
    },
    /// A member that the object does not know.
    Unknown {
        /// Its key.
        key: Node<'t>,
        /// The object's schema.
        owner: &'static Schema,
        /// What was meant.
        guess: Guess,
    },
    /// A member of another object.
    Misplaced {
        /// The object that it is in.
        object: Node<'t>,
        /// Its key.
        key: Node<'t>,
        /// Its value.
        value: Node<'t>,
        /// Where it belongs.
        target: Target<'t>,
    },
    /// An object or array is missing around values that are otherwise as they should be.
    Unwrapped(Unwrapped<'t>),
    /// A value of the wrong kind.
    WrongType {
        /// The value.
        node: Node<'t>,
        /// What it should be.
        schema: &'static Schema,
        /// The member whose value it is; `None` for an item or a value under a key of the user's choice.
        field: Option<&'static Property>,
        /// The object and the key that it is under, for a fix that removes the member.
        member: Option<(Node<'t>, Node<'t>)>,
    },
    /// An array of one item in place of the item.
    Wrapped {
        /// The array.
        array: Node<'t>,
        /// Its only item.
        item: Node<'t>,
        /// What it should be.
        schema: &'static Schema,
    },
    /// A value that is not among those listed.
    NotAllowed {
        /// The value.
        node: Node<'t>,
        /// Whether that is a warning only.
        is_warning: bool,
        /// Its schema.
        schema: &'static Schema,
    },
    /// A text of the wrong length.
    Length {
        /// Its length in characters.
        actual: u32,
        /// The limit.
        limit: u32,
        /// Its member.
        field: Option<&'static Property>,
    },
    /// A text that does not match its pattern.
    Pattern {
        /// The value.
        node: Node<'t>,
        /// Its schema.
        schema: &'static Schema,
        /// Its member.
        field: Option<&'static Property>,
    },
    /// A number out of range.
    Range {
        /// The value.
        node: Node<'t>,
        /// The limit.
        limit: i64,
        /// Whether the number is below the limit.
        below: bool,
    },
    /// A number with a fraction where a whole one is needed.
    Fraction {
        /// The value.
        node: Node<'t>,
    },
    /// Too many items.
    Items {
        /// The array.
        node: Node<'t>,
        /// The limit.
        limit: u32,
    },
    /// What was probably meant as a reference to a secret, and is none.
    Reference,
    /// A text that stands for what is to be filled in.
    Placeholder {
        /// Whether it stands in the place of a secret.
        is_secret: bool,
    },
    /// A rule is broken.
    Rule {
        /// The rule.
        rule: &'static Rule,
        /// The object that the rule is on.
        object: Node<'t>,
        /// The value under the caret.
        caret: Node<'t>,
        /// Other places that have a part in it.
        related: Vec<(Span, Part<'t>)>,
    },
}

/// What was meant by an unknown key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Guess {
    /// Nothing near.
    Nothing,
    /// A member that the object does not have.
    Missing {
        /// The member.
        property: &'static Property,
        /// Whether a program may rename it by itself.
        certain: bool,
    },
    /// A member that the object has already.
    Present(&'static Property),
    /// A member that another unknown key is taken for already.
    Taken(&'static Property),
}

/// Where a member belongs.
#[derive(Clone, Debug)]
pub(crate) struct Target<'t> {
    /// The nearest enclosing object that exists.
    pub(crate) holder: Node<'t>,
    /// The place of that object.
    pub(crate) place: PathId,
    /// Members below it that do not exist, outermost first.
    pub(crate) missing: Vec<&'static Property>,
    /// What it is there.
    pub(crate) property: &'static Property,
    /// Where it lies as seen from where the member is.
    pub(crate) direction: Direction,
    /// Whether no other object of the request can have a member of that name.
    pub(crate) is_only: bool,
}

/// Where an object lies as seen from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// In it.
    Inside,
    /// Around it.
    Outside,
    /// Beside it.
    Beside,
}

/// A missing wrapper.
#[derive(Debug)]
pub(crate) enum Unwrapped<'t> {
    /// The whole value belongs into members that do not exist, outermost first.
    Whole {
        /// The value.
        node: Node<'t>,
        /// The members.
        missing: Vec<&'static Property>,
    },
    /// Some members of an object belong into one that does not exist.
    Part {
        /// The keys of those members.
        keys: Vec<Node<'t>>,
        /// The last value.
        last: Node<'t>,
        /// Whether no other member stands between them.
        adjacent: bool,
        /// The members that do not exist, outermost first.
        missing: Vec<&'static Property>,
    },
    /// An item without its array.
    Item {
        /// The item.
        node: Node<'t>,
    },
}

/// The part that a second place has in a broken rule.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'t> {
    /// Text of the rule.
    Label(&'static str),
    /// The rule applies because of this value of the member of this name.
    Because(Node<'t>, &'static str),
    /// A member is missing in this object.
    Missing,
    /// This value does not fit.
    Conflict,
}

impl<'t> Finding<'t> {
    /// A mistake at a place, in the value there.
    pub(crate) fn new(span: Span, kind: FindingKind<'t>, path: PathId) -> Self {
        Self { span, instance: path, path, kind, repeated: Vec::new() }
    }

    /// Names the value that fails its schema, where the caret shows another.
    pub(crate) fn about(self, instance: PathId) -> Self {
        Self { instance, ..self }
    }

    /// Whether it says that something is in the wrong object, which cannot be known where brackets do not match.
    pub(crate) fn is_about_places(&self) -> bool {
        matches!(self.kind, FindingKind::Misplaced { .. } | FindingKind::Unwrapped(_) | FindingKind::Wrapped { .. })
    }

    /// Whether the document is valid in spite of it.
    pub(crate) fn is_warning(&self) -> bool {
        matches!(
            self.kind,
            FindingKind::Rule { rule: Rule { warning: true, .. }, .. }
                | FindingKind::Reference
                | FindingKind::Placeholder { .. }
                | FindingKind::NotAllowed { is_warning: true, .. }
        )
    }
}

/// How a number compares with the limits of its schema.
pub(crate) fn out_of_range(number: Number, minimum: Option<i64>, maximum: Option<i64>) -> Option<(i64, bool)> {
    let below = minimum.filter(|bound| number.compare(*bound) == Some(Ordering::Less));
    let above = maximum.filter(|bound| number.compare(*bound) == Some(Ordering::Greater));
    below.map(|bound| (bound, true)).or(above.map(|bound| (bound, false)))
}
