//! The loop over values: what well-formed text needs is here, what is wrong is left to `recover`.

use crate::fault::{Fault, FaultKind, Faults, Foreign};
use crate::json::scanner::{skip_whitespace, special, token};
use crate::keys;
use crate::kind::Kind;
use crate::span::offset;
use crate::tree::{Cell, Tree, flag};
use crate::{Limits, Parsed, Span};

/// What is open: the document itself or a container.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Root,
    Array,
    Object,
}

/// One open container.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) shape: Shape,
    /// Its index in the arena.
    pub(super) node: u32,
    /// Complete items or members so far.
    count: u32,
    /// Filter of the keys so far.
    seen: u64,
}

/// What has to come next, and the index to look at.
pub(super) enum State {
    /// A value.
    Value(usize),
    /// A key.
    Key(usize),
    /// The colon after a key.
    Colon(usize),
    /// What follows a complete value.
    After(usize),
}

/// Beyond this index the text is not understood.
pub(super) struct Stop(pub(super) usize);

/// What reading the next part of the text gives.
pub(super) type Next = Result<State, Stop>;

/// The state of one parse.
pub(super) struct Parser<'s> {
    pub(super) text: &'s str,
    pub(super) bytes: &'s [u8],
    pub(super) tree: Tree<'s>,
    pub(super) faults: Faults,
    /// The innermost open container.
    pub(super) frame: Frame,
    /// Those around it, the document first.
    outer: Vec<Frame>,
    /// The comma before the value or key that is being read; `None` for the first one of a container.
    pub(super) comma: Option<u32>,
    depth: u32,
    /// Whether a container was too deep.
    pub(super) too_deep: bool,
}

/// Parses `text` from `start` on.
pub(super) fn run(text: &str, start: usize, limits: Limits, faults: Faults) -> Parsed<'_> {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        // A node for each eight bytes is more than most texts have; what is not used is never touched.
        tree: Tree::with_capacity(text, text.len() / 8 + 4),
        faults,
        frame: Frame { shape: Shape::Root, node: 0, count: 0, seen: 0 },
        outer: Vec::with_capacity(16),
        comma: None,
        depth: limits.depth,
        too_deep: false,
    };
    if let Err(Stop(at)) = parser.document(start) {
        parser.close_all(at);
    }
    let has_root = parser.tree.node_count() > 0;
    parser.faults.into_parsed(has_root.then_some(parser.tree))
}

impl Parser<'_> {
    fn document(&mut self, start: usize) -> Result<(), Stop> {
        let start = self.skip(start)?;
        if start == self.bytes.len() {
            self.fault(FaultKind::Empty, Span::at(offset(start)));
            return Ok(());
        }
        let mut state = State::Value(start);
        let end = loop {
            state = match state {
                State::Value(at) => self.value(at)?,
                State::Key(at) => self.key(at)?,
                State::Colon(at) => self.colon(at)?,
                State::After(at) if self.frame.shape == Shape::Root => break at,
                State::After(at) => self.after(at)?,
            };
        };
        let rest = self.skip(end)?;
        if rest < self.bytes.len() {
            match Foreign::at(self.text, rest) {
                Some((what, span)) => self.fault(FaultKind::Foreign { what }, span),
                None => self.fault(FaultKind::TrailingContent, token(self.text, rest)),
            }
        }
        Ok(())
    }

    /// The byte at `at`; 0 at the end, which no rule of the grammar takes.
    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    #[inline]
    fn value(&mut self, mut at: usize) -> Next {
        if self.byte(at) <= b' ' {
            at = skip_whitespace(self.bytes, at);
        }
        match self.byte(at) {
            b'"' => self.string(at),
            b'0'..=b'9' | b'-' => self.number(at),
            b'{' => self.open(at, Kind::Object, Shape::Object),
            b'[' => self.open(at, Kind::Array, Shape::Array),
            b't' if self.is_word(at, b"true") => Ok(self.scalar(Kind::Bool, 0, at, at + 4)),
            b'f' if self.is_word(at, b"false") => Ok(self.scalar(Kind::Bool, 0, at, at + 5)),
            b'n' if self.is_word(at, b"null") => Ok(self.scalar(Kind::Null, 0, at, at + 4)),
            _ => self.recover_value(at),
        }
    }

    #[inline]
    fn string(&mut self, at: usize) -> Next {
        let end = special(self.bytes, at + 1);
        if self.byte(end) == b'"' {
            return Ok(self.scalar(Kind::String, flag::QUOTED, at, end + 1));
        }
        self.string_value(at)
    }

    #[inline]
    fn key(&mut self, mut at: usize) -> Next {
        if self.byte(at) <= b' ' {
            at = skip_whitespace(self.bytes, at);
        }
        if self.byte(at) != b'"' {
            return self.recover_key(at);
        }
        let end = special(self.bytes, at + 1);
        if self.byte(end) != b'"' {
            return self.string_key(at);
        }
        self.tree.push(Cell::new(Kind::String, flag::QUOTED, Span::new(offset(at), offset(end + 1)), 0));
        self.remember(keys::bit(self.bytes, at + 1, end));
        if self.byte(end + 1) == b':' { Ok(State::Value(end + 2)) } else { Ok(State::Colon(end + 1)) }
    }

    fn colon(&mut self, at: usize) -> Next {
        let at = skip_whitespace(self.bytes, at);
        if self.byte(at) == b':' { Ok(State::Value(at + 1)) } else { self.recover_colon(at) }
    }

    #[inline]
    fn after(&mut self, mut at: usize) -> Next {
        if self.byte(at) <= b' ' {
            at = skip_whitespace(self.bytes, at);
        }
        match (self.byte(at), self.frame.shape) {
            (b',', Shape::Object) => {
                self.comma = Some(offset(at));
                Ok(State::Key(at + 1))
            }
            (b',', Shape::Array) => {
                self.comma = Some(offset(at));
                Ok(State::Value(at + 1))
            }
            (b'}', Shape::Object) | (b']', Shape::Array) => Ok(self.close(at)),
            _ => self.recover_after(at),
        }
    }

    /// Adds a complete value.
    #[inline]
    pub(super) fn scalar(&mut self, kind: Kind, flags: u32, at: usize, end: usize) -> State {
        self.complete(Cell::new(kind, flags, Span::new(offset(at), offset(end)), 0), end)
    }

    /// Adds a complete value that ends at `end`.
    #[inline]
    pub(super) fn complete(&mut self, cell: Cell, end: usize) -> State {
        self.tree.push(cell);
        self.frame.count += 1;
        State::After(end)
    }

    /// Compares the key that was just added with those before it; `bit` is its bit in the filter.
    #[inline]
    pub(super) fn remember(&mut self, bit: u64) {
        let Frame { node, count, seen, .. } = &mut self.frame;
        keys::remember(&self.tree, *node, *count, seen, bit, &mut self.faults);
    }

    #[inline]
    fn open(&mut self, at: usize, kind: Kind, shape: Shape) -> Next {
        if kind == Kind::Object
            && matches!(self.byte(at + 1), b'{' | b'%' | b'#')
            && let Some(stop) = self.template(at)
        {
            return Err(stop);
        }
        if self.outer.len() >= self.depth as usize {
            return self.skip_container(at, self.depth);
        }
        let node = self.tree.push(Cell::new(kind, 0, Span::new(offset(at), offset(at + 1)), 0));
        self.outer.push(self.frame);
        self.frame = Frame { shape, node, count: 0, seen: 0 };
        self.comma = None;
        let inside = skip_whitespace(self.bytes, at + 1);
        Ok(match (shape, self.byte(inside)) {
            (Shape::Object, b'}') | (Shape::Array, b']') => self.close(inside),
            (Shape::Object, _) => State::Key(inside),
            _ => State::Value(inside),
        })
    }

    /// Closes the innermost container with the bracket at `bracket`.
    #[inline]
    pub(super) fn close(&mut self, bracket: usize) -> State {
        self.end_container(bracket + 1, 0);
        State::After(bracket + 1)
    }

    fn end_container(&mut self, end: usize, flags: u32) {
        let Frame { node, count, .. } = self.frame;
        self.tree.close(node, offset(end), count, flags);
        if self.frame.shape == Shape::Object && count > keys::MAX_COMPARED {
            keys::sort(&self.tree, node, &mut self.faults);
        }
        if let Some(outer) = self.outer.pop() {
            self.frame = outer;
            self.frame.count += 1;
        }
    }

    /// Closes everything that is open, at `end`.
    fn close_all(&mut self, end: usize) {
        if self.frame.shape == Shape::Object && keys::count(&self.tree, self.frame.node) > self.frame.count {
            self.placeholder(Kind::Null, end, end);
        }
        while self.frame.shape != Shape::Root {
            self.end_container(end, flag::TRUNCATED);
        }
    }

    #[cold]
    pub(super) fn fault(&mut self, kind: FaultKind, span: Span) {
        self.faults.push(Fault::new(kind, span));
    }

    #[inline]
    fn is_word(&self, at: usize, word: &[u8]) -> bool {
        let end = at + word.len();
        self.bytes.get(at..end) == Some(word) && !crate::json::scanner::is_word(self.byte(end))
    }
}
