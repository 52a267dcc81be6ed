//! What rules want to know of values, and conditions as formulas over that.

use crate::contract::{Condition, Literal};

/// A fact about a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fact {
    /// The object has this member.
    Has(String),
    /// The value is one of these.
    In(Vec<Literal>),
    /// The text matches this pattern.
    Matches(String),
    /// The array or object has so many items or members.
    Count { min: u64, max: Option<u64> },
    /// The formula holds for every item, or for the value of every member.
    Every(Box<Formula>),
    /// A fact about the member; there is none about an absent one.
    Below(String, Box<Fact>),
    /// The object stands in a map, and this member of it says what its key says.
    IsKey(String),
    /// The formula holds of the object.
    Holds(Box<Formula>),
}

/// Facts that hold together.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Formula {
    /// The fact holds.
    Is(Fact),
    /// The fact does not hold.
    Not(Fact),
    /// All of these hold.
    All(Vec<Formula>),
    /// At least one of these holds.
    Any(Vec<Formula>),
}

impl Formula {
    /// A rule's condition, for a value whose parts all have the right type.
    pub(super) fn of(condition: &Condition) -> Self {
        let mut all: Vec<Self> = condition.required.iter().map(|name| Self::Is(Fact::Has(name.clone()))).collect();
        all.extend(condition.values.iter().map(|values| Self::Is(Fact::In(values.clone()))));
        all.extend(condition.pattern.iter().map(|pattern| Self::Is(Fact::Matches(pattern.clone()))));
        all.extend(condition.not.iter().map(|inner| Self::of(inner).negated()));
        if !condition.any_of.is_empty() {
            all.push(Self::Any(condition.any_of.iter().map(Self::of).collect()));
        }
        all.extend(condition.items.iter().map(|inner| Self::Is(Fact::Every(Box::new(Self::of(inner).simple())))));
        for (min, max) in
            [(condition.min_items, condition.max_items), (condition.min_properties, condition.max_properties)]
        {
            if min.or(max).is_some() {
                all.push(Self::Is(Fact::Count { min: min.unwrap_or(0), max }));
            }
        }
        for (name, inner) in &condition.properties {
            let absent = Self::Not(Fact::Has(name.clone()));
            all.push(Self::Any(vec![absent, Self::of(inner).below(name)]));
        }
        Self::All(all)
    }

    /// When a rule is broken, in its simplest form.
    pub(super) fn broken(when: &Condition, then: &Condition) -> Self {
        Self::All(vec![Self::of(when), Self::of(then).negated()]).simple()
    }

    /// The opposite.
    pub(super) fn negated(self) -> Self {
        match self {
            Self::Is(fact) => Self::Not(fact),
            Self::Not(fact) => Self::Is(fact),
            Self::All(parts) => Self::Any(parts.into_iter().map(Self::negated).collect()),
            Self::Any(parts) => Self::All(parts.into_iter().map(Self::negated).collect()),
        }
    }

    /// The same about a member.
    fn below(self, name: &str) -> Self {
        self.map(&|fact| Fact::Below(name.to_owned(), Box::new(fact)))
    }

    fn map(self, change: &impl Fn(Fact) -> Fact) -> Self {
        let each = |parts: Vec<Self>| parts.into_iter().map(|part| part.map(change)).collect();
        match self {
            Self::Is(fact) => Self::Is(change(fact)),
            Self::Not(fact) => Self::Not(change(fact)),
            Self::All(parts) => Self::All(each(parts)),
            Self::Any(parts) => Self::Any(each(parts)),
        }
    }

    /// Every fact in it.
    pub(super) fn facts(&self) -> Vec<&Fact> {
        match self {
            Self::Is(fact) | Self::Not(fact) => vec![fact],
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::facts).collect(),
        }
    }

    /// Without parts that others make idle.
    pub(super) fn simple(self) -> Self {
        self.given(&[])
    }

    /// The same, where `known` holds anyway.
    fn given(self, known: &[Self]) -> Self {
        match self {
            Self::All(parts) => Self::conjunction(parts, known),
            Self::Any(_) => match self.negated() {
                Self::All(parts) => Self::conjunction(parts, known).negated(),
                leaf => leaf.negated(),
            },
            leaf if known.contains(&leaf) => Self::All(Vec::new()),
            leaf if known.contains(&leaf.clone().negated()) => Self::Any(Vec::new()),
            leaf => leaf,
        }
    }

    fn conjunction(mut open: Vec<Self>, known: &[Self]) -> Self {
        let (mut known, mut leaves, mut groups) = (known.to_vec(), Vec::new(), Vec::new());
        while let Some(part) = open.pop() {
            match part.given(&known) {
                Self::All(inner) => open.extend(inner),
                Self::Any(inner) if inner.is_empty() => return Self::Any(inner),
                group @ Self::Any(_) => groups.push(group),
                leaf => {
                    known.push(leaf.clone());
                    leaves.push(leaf);
                    // What is known now may decide a group.
                    open.append(&mut groups);
                }
            }
        }
        leaves.append(&mut groups);
        if leaves.len() == 1 { leaves.remove(0) } else { Self::All(leaves) }
    }
}
