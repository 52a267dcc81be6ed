//! Where the walk is, and where findings were: paths that cost nothing until something is found.

use std::borrow::Cow;
use std::cell::Cell;

use drs_text::{Node, Pointer, Span};

/// A place in the document that the walk has interned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PathId(u32);

impl PathId {
    /// The document as a whole.
    pub(crate) const ROOT: Self = Self(0);
}

/// A longer key, in bytes, is cut in pointers: a report must not repeat a megabyte for each mistake below it.
const MAX_KEY_BYTES: usize = 16 << 10;

/// Bytes that most pointers do not exceed.
const TYPICAL_POINTER_BYTES: usize = 96;

/// One step down from a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Segment<'t> {
    /// To the value of a member; the node is its key.
    Key(Node<'t>),
    /// To an item.
    Index(u32),
}

#[derive(Clone, Debug)]
struct Step<'t> {
    parent: PathId,
    segment: Segment<'t>,
    /// Whether the key is that of a secret, if the contract says.
    secret: Option<bool>,
    /// Whether it leads to a secret or is inside one, once that is known.
    hidden: Cell<Option<bool>>,
}

#[derive(Clone, Copy, Debug)]
struct Level<'t> {
    segment: Segment<'t>,
    secret: Option<bool>,
    interned: Option<PathId>,
}

/// Path from the root to the value that the walk looks at, and all paths that were interned.
#[derive(Debug, Default)]
pub(crate) struct InstancePath<'t> {
    levels: Vec<Level<'t>>,
    interned: Vec<Step<'t>>,
    masked: Vec<Span>,
}

impl<'t> InstancePath<'t> {
    /// Creates a path at the root, with capacity for what most documents need.
    pub(crate) fn with_capacity() -> Self {
        Self { levels: Vec::with_capacity(16), interned: Vec::with_capacity(32), masked: Vec::new() }
    }

    /// Sets the parts of the text (in order, disjoint) that are secret whatever the tree says: in a text with faults, what a
    /// person meant as a secret can be anything in the tree, even a key.
    pub(crate) fn mask(&mut self, masked: Vec<Span>) {
        self.masked = masked;
    }

    /// Whether a member on an interned path may have its name from the member beside it.
    pub(crate) fn have_pair_value(&self) -> bool {
        let keys = self.interned.iter().filter_map(|step| match step.segment {
            Segment::Key(key) => key.as_str(),
            Segment::Index(_) => None,
        });
        keys.into_iter().any(|key| drs_diag::is_pair_value(&key))
    }

    /// Goes to a member or an item.
    pub(crate) fn push(&mut self, segment: Segment<'t>) {
        self.levels.push(Level { segment, secret: None, interned: None });
    }

    /// Goes to a member that is read as the property called `name`, which is a secret or not.
    pub(crate) fn push_property(&mut self, key: Node<'t>, name: &str, is_secret: bool) {
        // A misspelt name may be that of a secret although the right one is not.
        let secret = key.str_eq(name).then_some(is_secret);
        self.levels.push(Level { segment: Segment::Key(key), secret, interned: None });
    }

    /// Goes back to the value above.
    pub(crate) fn pop(&mut self) {
        self.levels.pop();
    }

    /// How many steps the walk is below the root.
    pub(crate) fn depth(&self) -> usize {
        self.levels.len()
    }

    /// Interns the path to the value that the walk looks at.
    pub(crate) fn intern(&mut self) -> PathId {
        self.intern_at(self.levels.len())
    }

    /// Interns the path to the value `depth` steps below the root.
    pub(crate) fn intern_at(&mut self, depth: usize) -> PathId {
        let known = self.levels[..depth].iter().rposition(|level| level.interned.is_some());
        let mut path = known.and_then(|index| self.levels[index].interned).unwrap_or(PathId::ROOT);
        for index in known.map_or(0, |index| index + 1)..depth {
            let Level { segment, secret, .. } = self.levels[index];
            path = self.intern_step(path, segment, secret);
            self.levels[index].interned = Some(path);
        }
        path
    }

    /// Interns the path from an interned value to a member or an item of it.
    pub(crate) fn child(&mut self, parent: PathId, segment: Segment<'t>) -> PathId {
        self.intern_step(parent, segment, None)
    }

    fn intern_step(&mut self, parent: PathId, segment: Segment<'t>, secret: Option<bool>) -> PathId {
        self.interned.push(Step { parent, segment, secret, hidden: Cell::new(None) });
        PathId(u32::try_from(self.interned.len()).unwrap_or(u32::MAX))
    }

    fn step(&self, path: PathId) -> Option<&Step<'t>> {
        (path.0 as usize).checked_sub(1).and_then(|index| self.interned.get(index))
    }

    /// The last step to an interned value; `None` for the root.
    pub(crate) fn last(&self, path: PathId) -> Option<Segment<'t>> {
        self.step(path).map(|step| step.segment)
    }

    /// The value above an interned one; the root is above itself.
    pub(crate) fn parent(&self, path: PathId) -> PathId {
        self.step(path).map_or(PathId::ROOT, |step| step.parent)
    }

    /// Whether an interned value is a secret or lies inside one.
    pub(crate) fn hides(&self, path: PathId) -> bool {
        let mut at = path;
        let hidden = loop {
            let Some(step) = self.step(at) else { break false };
            if let Some(hidden) = step.hidden.get() {
                break hidden;
            }
            if step.is_secret() {
                break true;
            }
            at = step.parent;
        };
        // What is between here and there is as hidden as what it is in.
        let mut at = path;
        while let Some(step) = self.step(at).filter(|step| step.hidden.get().is_none()) {
            step.hidden.set(Some(hidden));
            if hidden && step.is_secret() {
                break;
            }
            at = step.parent;
        }
        hidden
    }

    /// Whether a part of the text is secret whatever the tree says.
    pub(crate) fn masks(&self, span: Span) -> bool {
        let next = self.masked.partition_point(|masked| masked.end <= span.start);
        self.masked.get(next).is_some_and(|masked| masked.start < span.end)
    }

    /// The last step to an interned value, a key that may not be shown as `None`.
    pub(crate) fn key(&self, path: PathId) -> Option<Cow<'t, str>> {
        let step = self.step(path)?;
        match step.segment {
            Segment::Key(key) if !self.hides(step.parent) && !self.masks(key.span()) => key.as_str(),
            _ => None,
        }
    }

    /// The JSON Pointers of an interned value and of the one that it is in, or is.
    pub(crate) fn pointers(&self, path: PathId, instance: PathId) -> (String, String) {
        let mut pointer = self.pointer(instance);
        let above = pointer.as_str().to_owned();
        match self.step(path) {
            _ if path == instance => {}
            Some(step) if step.parent == instance => self.extend(&mut pointer, step, self.hides(instance)),
            _ => pointer = self.pointer(path),
        }
        (pointer.into_string(), above)
    }

    /// The JSON Pointer of an interned value. What lies inside a secret is part of it, so keys there are blanked.
    pub(crate) fn pointer(&self, path: PathId) -> Pointer {
        // Whether it does is now known of each step from the secret on.
        self.hides(path);
        let mut pointer = Pointer::with_capacity(TYPICAL_POINTER_BYTES);
        self.go(path, &mut pointer);
        pointer
    }

    /// Goes from the root to an interned value; returns whether that is a secret.
    fn go(&self, path: PathId, pointer: &mut Pointer) -> bool {
        let Some(step) = self.step(path) else { return false };
        let is_hidden = self.go(step.parent, pointer);
        self.extend(pointer, step, is_hidden);
        step.hidden.get() == Some(true)
    }

    fn extend(&self, pointer: &mut Pointer, step: &Step<'t>, is_hidden: bool) {
        match step.segment {
            Segment::Key(key) => {
                let name = key.as_str().filter(|_| !is_hidden && !self.masks(key.span()));
                match name.as_deref().unwrap_or("*") {
                    name if name.len() <= MAX_KEY_BYTES => pointer.push_key(name),
                    name => pointer.push_key(&format!("{}…", &name[..name.floor_char_boundary(MAX_KEY_BYTES)])),
                }
            }
            Segment::Index(index) => pointer.push_index(index as usize),
        }
    }
}

impl Step<'_> {
    /// Whether it leads to a secret, as far as its own name goes.
    fn is_secret(&self) -> bool {
        let Segment::Key(key) = self.segment else { return false };
        let is_named_so = || key.as_str().is_some_and(|key| crate::secrets().is_secret(&key));
        self.secret.unwrap_or_else(is_named_so)
    }
}
