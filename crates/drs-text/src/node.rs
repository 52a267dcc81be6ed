//! Reading the arena: handles of nodes, and walks over members and items.

use std::borrow::Cow;
use std::fmt;

use crate::Span;
use crate::kind::Kind;
use crate::number::is_number;
use crate::span::offset;
use crate::tree::{Cell, Tree, flag};

/// The identity of a node in its tree, in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// A dense index below [`Tree::node_count`], for tables beside the tree.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A handle of one node: a value or a key.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree<'t>,
    index: u32,
}

/// One member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member<'t> {
    /// The key: a node of kind [`Kind::String`] whose span includes its quotes.
    pub key: Node<'t>,
    /// The value.
    pub value: Node<'t>,
}

impl<'t> Node<'t> {
    pub(crate) const fn new(tree: &'t Tree<'t>, index: u32) -> Self {
        Self { tree, index }
    }

    #[inline]
    fn cell(self) -> Cell {
        self.tree.cells[self.index as usize]
    }

    /// The kind of the value.
    #[inline]
    pub fn kind(self) -> Kind {
        self.cell().kind()
    }

    /// Where it stands, with its quotes or brackets. Of a YAML alias: where the anchored value stands. Of a YAML block
    /// scalar: its lines without the header, as long as it has some.
    #[inline]
    pub fn span(self) -> Span {
        self.cell().span()
    }

    /// What was written there.
    pub fn raw(self) -> &'t str {
        &self.tree.text[self.span().range()]
    }

    /// The identity in its tree.
    pub const fn id(self) -> NodeId {
        NodeId(self.index)
    }

    /// Whether it stands for a value that the text does not have (`{"a": }`) or has in no usable spelling (`NaN`, `0x`, a
    /// container that is too deep): there is a fault about it, and its kind says nothing.
    pub fn is_placeholder(self) -> bool {
        self.cell().has(flag::PLACEHOLDER)
    }

    /// Whether it is a container whose end is missing: what is missing may stand in the text that was not understood.
    pub fn is_truncated(self) -> bool {
        self.cell().has(flag::TRUNCATED)
    }

    /// Whether other text in its place changes this value, as `raw` does, and nothing else. Not so in YAML where an alias
    /// refers to it, where it has a tag, and in a block scalar.
    pub fn is_editable(self) -> bool {
        !self.cell().has(flag::BOUND)
    }

    /// Where the YAML alias stands that this node is a copy by, or a part of one.
    pub fn alias(self) -> Option<Span> {
        let aliases = &self.tree.aliases;
        let (_, end, at) = aliases[..aliases.partition_point(|(start, ..)| *start <= self.index)].last()?;
        (self.index < *end).then_some(*at)
    }

    /// The value of a boolean.
    pub fn as_bool(self) -> Option<bool> {
        // In YAML `True` and `TRUE` are booleans too.
        (self.kind() == Kind::Bool).then(|| self.text().starts_with(['t', 'T']))
    }

    /// The exact text of a number, as RFC 8259 spells it however the source does (`+.5` is `0.5`). None for a
    /// placeholder that is no such number (`NaN`).
    pub fn as_number(self) -> Option<&'t str> {
        let text = (self.kind() == Kind::Number).then(|| self.text())?;
        (!self.is_placeholder() || is_number(text)).then_some(text)
    }

    /// The text of a string, decoded. A lone surrogate escape is U+FFFD.
    pub fn as_str(self) -> Option<Cow<'t, str>> {
        (self.kind() == Kind::String).then(|| Cow::Borrowed(self.text()))
    }

    /// Whether it is a string with this text.
    #[inline]
    pub fn str_eq(self, text: &str) -> bool {
        self.tree.is_text(self.cell(), text.as_bytes())
    }

    /// The text of a string or number.
    pub(crate) fn text(self) -> &'t str {
        self.tree.text_of(self.cell())
    }

    /// The items of an array; none for other kinds.
    pub fn items(self) -> Items<'t> {
        Items(self.walk(Kind::Array))
    }

    /// The members of an object in the order of the text, duplicates included; none for other kinds.
    pub fn members(self) -> Members<'t> {
        Members(self.walk(Kind::Object))
    }

    /// The value of the first member with this key.
    pub fn get(self, key: &str) -> Option<Self> {
        self.members().find(|member| member.key.str_eq(key)).map(|member| member.value)
    }

    /// Number of items of an array or members of an object; 0 for other kinds.
    pub fn len(self) -> usize {
        match self.kind() {
            Kind::Array => self.cell().count().map_or_else(|| self.items().count(), |count| count as usize),
            Kind::Object => self.cell().count().map_or_else(|| self.members().count(), |count| count as usize),
            _ => 0,
        }
    }

    /// Whether [`Node::len`] is 0.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    fn walk(self, kind: Kind) -> Walk<'t> {
        let cell = self.cell();
        let end = if cell.kind() == kind { cell.payload } else { self.index };
        Walk { tree: self.tree, next: self.index + 1, end }
    }
}

impl Tree<'_> {
    /// The document's value.
    pub fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    /// The strings in the order of the text, keys included, with where they stand.
    #[inline]
    pub fn strings(&self) -> impl Iterator<Item = (NodeId, Span)> {
        let strings = (0..).zip(&self.cells).filter(|(_, cell)| cell.kind() == Kind::String);
        strings.map(|(index, cell)| (NodeId(index), cell.span()))
    }

    /// The strings, numbers, booleans and nulls, keys among them, that are written in so many bytes as `is_length` accepts of their
    /// kind, with where they stand.
    #[inline]
    pub fn scalars(&self, is_length: impl Fn(Kind, u32) -> bool) -> impl Iterator<Item = (NodeId, Span)> {
        let is_scalar =
            move |(_, cell): &(u32, &Cell)| is_length(cell.kind(), cell.span().len()) && !cell.kind().is_container();
        (0..).zip(&self.cells).filter(is_scalar).map(|(index, cell)| (NodeId(index), cell.span()))
    }

    /// The node of an id that this tree gave out.
    ///
    /// # Panics
    /// When the id is another, larger tree's.
    pub fn node(&self, id: NodeId) -> Node<'_> {
        assert!(id.index() < self.cells.len(), "the id is another tree's");
        Node::new(self, offset(id.index()))
    }
}

/// Shows kind and place only: the text may be secret.
impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}..{}", self.kind(), self.span().start, self.span().end)
    }
}

/// Siblings: from the first child on, over each subtree.
#[derive(Clone, Debug)]
struct Walk<'t> {
    tree: &'t Tree<'t>,
    next: u32,
    end: u32,
}

impl<'t> Walk<'t> {
    #[inline]
    fn step(&mut self) -> Option<Node<'t>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node::new(self.tree, self.next);
        let cell = node.cell();
        self.next = if cell.is_container() { cell.payload } else { self.next + 1 };
        Some(node)
    }
}

/// The items of an array.
#[derive(Clone, Debug)]
pub struct Items<'t>(Walk<'t>);

impl<'t> Iterator for Items<'t> {
    type Item = Node<'t>;

    #[inline]
    fn next(&mut self) -> Option<Node<'t>> {
        self.0.step()
    }
}

/// The members of an object.
#[derive(Clone, Debug)]
pub struct Members<'t>(Walk<'t>);

impl<'t> Iterator for Members<'t> {
    type Item = Member<'t>;

    #[inline]
    fn next(&mut self) -> Option<Member<'t>> {
        let key = self.0.step()?;
        let value = self.0.step()?;
        Some(Member { key, value })
    }
}
