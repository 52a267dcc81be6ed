//! JSON documents as they are to be written: members in order (also twice), numbers as text.

use std::fmt;

use drs_text::{Kind, Node};

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Doc {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, spelt as it is to be written.
    Number(String),
    /// Text.
    Text(String),
    /// Items.
    Array(Vec<Doc>),
    /// Members in the order in which they are written.
    Object(Vec<(String, Doc)>),
}

/// The way from the root of a document to a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Path(pub(crate) Vec<Step>);

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// To a member.
    Key(String),
    /// To an item.
    Index(usize),
}

impl Path {
    /// The path of a member.
    pub(crate) fn key(&self, name: &str) -> Self {
        self.step(Step::Key(name.to_owned()))
    }

    /// The path of an item.
    pub(crate) fn index(&self, index: usize) -> Self {
        self.step(Step::Index(index))
    }

    /// The path one step further.
    pub(crate) fn step(&self, step: Step) -> Self {
        Self(self.0.iter().cloned().chain([step]).collect())
    }

    /// The path of what holds the value; that of the root is its own.
    pub(crate) fn above(&self) -> Self {
        Self(self.0[..self.0.len().saturating_sub(1)].to_vec())
    }

    /// Whether the other path leads to this value or into it.
    pub(crate) fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }
}

/// As a JSON Pointer.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| match step {
            Step::Key(key) => write!(f, "/{}", key.replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => write!(f, "/{index}"),
        })
    }
}

impl Doc {
    /// Text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number.
    pub(crate) fn number(number: impl fmt::Display) -> Self {
        Self::Number(number.to_string())
    }

    /// The value of a parsed node.
    pub(crate) fn read(node: Node<'_>) -> Self {
        match node.kind() {
            Kind::Null => Self::Null,
            Kind::Bool => Self::Bool(node.as_bool().unwrap_or_default()),
            Kind::Number => Self::number(node.as_number().unwrap_or("0")),
            Kind::String => Self::text(node.as_str().unwrap_or_default()),
            Kind::Array => Self::Array(node.items().map(Self::read).collect()),
            Kind::Object => {
                let member = |member: drs_text::Member<'_>| {
                    (member.key.as_str().unwrap_or_default().into_owned(), Self::read(member.value))
                };
                Self::Object(node.members().map(member).collect())
            }
        }
    }

    /// The members, if this is an object.
    pub(crate) fn members(&self) -> Option<&[(String, Self)]> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The items, if this is an array.
    pub(crate) fn items(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text, if this is text.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The last member called `name`, which is the one that counts for every reader that takes two.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.members()?.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The value at a path.
    pub(crate) fn at(&self, path: &Path) -> Option<&Self> {
        path.0.iter().try_fold(self, |value, step| match step {
            Step::Key(key) => value.get(key),
            Step::Index(index) => value.items()?.get(*index),
        })
    }

    /// The value at a path, for changing it.
    pub(crate) fn at_mut(&mut self, path: &Path) -> Option<&mut Self> {
        path.0.iter().try_fold(self, |value, step| match (value, step) {
            (Self::Object(members), Step::Key(key)) => {
                members.iter_mut().rev().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            (Self::Array(items), Step::Index(index)) => items.get_mut(*index),
            _ => None,
        })
    }

    /// The members of the object at a path, for changing them.
    pub(crate) fn members_at(&mut self, path: &Path) -> Option<&mut Vec<(String, Self)>> {
        match self.at_mut(path)? {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// Replaces the value at a path, or adds the member; does nothing if what would hold it is not there.
    pub(crate) fn set(&mut self, path: &Path, value: Self) {
        if let Some(there) = self.at_mut(path) {
            *there = value;
        } else if let (Some(Step::Key(key)), Some(members)) = (path.0.last(), self.members_at(&path.above())) {
            members.push((key.clone(), value));
        }
    }

    /// Removes the member at a path.
    pub(crate) fn remove(&mut self, path: &Path) {
        if let (Some(Step::Key(key)), Some(members)) = (path.0.last(), self.members_at(&path.above())) {
            members.retain(|(name, _)| name != key);
        }
    }

    /// Sets the value at a path, or removes it.
    pub(crate) fn put(&mut self, path: &Path, value: Option<&Self>) {
        match value {
            Some(value) => self.set(path, value.clone()),
            None => self.remove(path),
        }
    }

    /// The document with the members of every object in reverse order.
    pub(crate) fn reversed(&self) -> Self {
        match self {
            Self::Object(members) => {
                Self::Object(members.iter().rev().map(|(key, value)| (key.clone(), value.reversed())).collect())
            }
            Self::Array(items) => Self::Array(items.iter().map(Self::reversed).collect()),
            other => other.clone(),
        }
    }

    /// Paths of all values, outermost first.
    pub(crate) fn paths(&self) -> Vec<Path> {
        let mut paths = vec![Path::default()];
        let mut next = 0;
        while let Some(path) = paths.get(next).cloned() {
            match self.at(&path) {
                Some(Self::Object(members)) => paths.extend(members.iter().map(|(key, _)| path.key(key))),
                Some(Self::Array(items)) => paths.extend((0..items.len()).map(|index| path.index(index))),
                _ => {}
            }
            next += 1;
        }
        paths
    }
}
