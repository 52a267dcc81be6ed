//! Events to nodes: the containers, and what is in them.

use saphyr_parser::{Event, ScalarStyle, Tag};

use crate::fault::{Fault, FaultKind, Faults, Foreign};
use crate::keys;
use crate::kind::Kind;
use crate::span::offset;
use crate::tree::{Cell, Tree, flag};
use crate::yaml::alias::{Anchors, Depth};
use crate::yaml::frame::{Frame, Skipped};
use crate::yaml::options::YamlOptions;
use crate::yaml::place::Places;
use crate::yaml::repair;
use crate::yaml::tag::core;
use crate::{Limits, Span};

pub(super) type Mark = saphyr_parser::Span;

/// Builds one document.
pub(super) struct Builder<'p, 's> {
    pub(super) places: &'p Places<'s>,
    pub(super) limits: Limits,
    pub(super) options: YamlOptions,
    pub(super) tree: Tree<'s>,
    pub(super) faults: Faults,
    pub(super) frames: Vec<Frame>,
    pub(super) anchors: Anchors,
    /// Nodes that aliases may still add.
    pub(super) budget: u32,
    pub(super) skipped: Option<Skipped>,
    /// Where the document ends, if the library has read on.
    pub(super) cut: Option<usize>,
    /// Whether a container was reported as too deep.
    pub(super) too_deep: bool,
    /// Where the next node can start at the earliest. The library's places are not always in order.
    pub(super) floor: u32,
    /// Where it ends because nothing behind this place can be understood.
    pub(super) stop: Option<u32>,
}

impl<'p, 's> Builder<'p, 's> {
    pub(super) fn new(
        places: &'p Places<'s>,
        limits: Limits,
        options: YamlOptions,
        faults: Faults,
        budget: u32,
    ) -> Self {
        Self {
            places,
            limits,
            options,
            tree: Tree::with_capacity(places.text, 0),
            faults,
            frames: Vec::new(),
            anchors: Anchors::default(),
            budget,
            skipped: None,
            cut: None,
            too_deep: false,
            floor: 0,
            stop: None,
        }
    }

    pub(super) fn budget(&self) -> u32 {
        self.budget
    }

    /// Takes the next event of the document.
    pub(super) fn event(&mut self, event: Event<'_>, mark: Mark) {
        if self.skipped.is_some() {
            return self.skip(&event, mark);
        }
        let is_root = self.frames.is_empty();
        match event {
            // A document without content stays without a tree.
            _ if is_root && is_nothing(&event) => {}
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref(), mark),
            Event::Alias(anchor) => self.alias(anchor, mark),
            Event::SequenceStart(anchor, tag) => self.open(Kind::Array, anchor, tag.as_deref(), mark),
            Event::MappingStart(anchor, tag) => self.open(Kind::Object, anchor, tag.as_deref(), mark),
            Event::SequenceEnd | Event::MappingEnd => {
                let end = self.places.span(mark).end;
                self.close(end, 0);
            }
            _ => {}
        }
    }

    /// Takes the error that ends the stream.
    pub(super) fn fail(&mut self, fault: Fault) {
        // The library has a limit of its own, which only what is too deep here can reach.
        if self.skipped.is_none() || !self.too_deep {
            self.faults.push(fault);
        }
    }

    /// Closes what is open, at `end`, and gives the document.
    pub(super) fn finish(mut self, end: u32) -> (Option<Tree<'s>>, Faults) {
        if let Some(skipped) = self.skipped.take() {
            self.end_skipped(&skipped, end);
        }
        if let Some(Frame { key: Some(key), .. }) = self.frames.last() {
            self.placeholder(Kind::Null, Span::at(*key));
        }
        while !self.frames.is_empty() {
            self.close(end, flag::TRUNCATED);
        }
        self.tree.has_gaps = true;
        let has_root = self.tree.node_count() > 0;
        (has_root.then_some(self.tree), self.faults)
    }

    pub(super) fn fault(&mut self, kind: FaultKind, span: Span) {
        self.faults.push(Fault::new(kind, span));
    }

    /// A span that starts no earlier than what precedes it ends.
    pub(super) fn in_order(&mut self, span: Span) -> Span {
        let start = span.start.max(self.floor);
        self.floor = span.end.max(start);
        Span::new(start, self.floor)
    }

    /// Whether a key comes next.
    pub(super) fn wants_key(&self) -> bool {
        matches!(self.frames.last(), Some(Frame { kind: Kind::Object, key: None, .. }))
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, anchor: usize, tag: Option<&Tag>, mark: Mark) {
        let is_empty = text.is_empty() && style == ScalarStyle::Plain;
        let span = if is_empty && tag.is_none() && anchor == 0 {
            Span::at(self.places.missing(mark, self.frames.last().and_then(|frame| frame.key)))
        } else {
            self.places.scalar(mark, style, tag.is_some() || anchor != 0)
        };
        let span = self.in_order(span);
        let repaired = self.repaired(text, span, style);
        let (text, is_wrong) = repaired.as_ref().map_or((text, false), |(text, is_wrong)| (text.as_str(), *is_wrong));
        let start = offset(self.tree.node_count());
        let is_bound = tag.is_some() || matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        if self.wants_key() {
            self.key(text, span, style, tag, mark);
        } else {
            let cell = self.value(text, span, style, tag, mark);
            self.add(cell, span.end, 0);
        }
        if let Some(cell) = self.tree.cells.last_mut() {
            if is_bound {
                cell.bind();
            }
            if is_wrong {
                cell.mark(flag::PLACEHOLDER);
            }
        }
        if let Some(reason) = repair::not_plain(text).filter(|_| style == ScalarStyle::Plain && !is_empty) {
            self.fault(FaultKind::YamlSyntax { reason: reason.to_owned() }, span);
        }
        self.anchors.close(anchor, start, start + 1, 0);
    }

    /// The innermost mapping has members that are not in the tree.
    pub(super) fn truncate(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.flags |= flag::TRUNCATED;
        }
    }

    /// Adds a key whose text ends at `end`.
    pub(super) fn add_key(&mut self, cell: Cell, end: u32) {
        self.tree.push(cell);
        if let Some(frame) = self.frames.last_mut() {
            frame.key = Some(end);
            frame.end = end;
            let bit = keys::last_bit(&self.tree);
            keys::remember(&self.tree, frame.node, frame.count, &mut frame.seen, bit, &mut self.faults);
        }
    }

    /// Adds a complete value whose text ends at `end`.
    fn add(&mut self, cell: Cell, end: u32, height: u32) {
        self.tree.push(cell);
        self.complete(end, height);
    }

    /// The value that was just added is complete.
    fn complete(&mut self, end: u32, height: u32) {
        if let Some(frame) = self.frames.last_mut() {
            frame.count += 1;
            frame.key = None;
            frame.end = end;
            frame.height = frame.height.max(height + 1);
        }
    }

    pub(super) fn placeholder(&mut self, kind: Kind, span: Span) {
        self.add(Cell::new(kind, flag::PLACEHOLDER, span, 0), span.end, 0);
    }

    fn alias(&mut self, anchor: usize, mark: Mark) {
        let at = self.in_order(self.places.span(mark));
        let start = self.tree.node_count();
        let is_key = self.wants_key();
        let left = self.limits.depth.saturating_sub(offset(self.frames.len()));
        let depth = Depth { limit: self.limits.depth, left };
        let height = self.anchors.expand(&mut self.tree, &mut self.faults, &mut self.budget, anchor, at, depth);
        match height {
            Some(height) if !is_key => {
                self.tree.aliases.push((offset(start), offset(self.tree.node_count()), at));
                self.complete(at.end, height);
            }
            Some(0) => {
                let cell = self.tree.cells[start];
                self.tree.cells.truncate(start);
                let payload = self.anchors.key(&mut self.tree, anchor, cell);
                self.add_key(Cell::new(Kind::String, flag::DECODED | flag::BOUND, at, payload), at.end);
            }
            Some(_) => {
                self.tree.cells.truncate(start);
                self.fault(FaultKind::ComplexKey, at);
                self.add_key(Cell::new(Kind::String, flag::PLACEHOLDER, at, 0), at.end);
            }
            None if is_key => self.add_key(Cell::new(Kind::String, flag::PLACEHOLDER, at, 0), at.end),
            None => self.placeholder(Kind::Null, at),
        }
    }

    fn open(&mut self, kind: Kind, anchor: usize, tag: Option<&Tag>, mark: Mark) {
        let key = self.frames.last().and_then(|frame| frame.key).filter(|_| kind == Kind::Array);
        let (start, flow) = self.places.container(mark, key);
        let start = self.in_order(Span::at(start)).start;
        if flow && let Some((what, span)) = Foreign::at(self.places.text, start as usize) {
            self.fault(FaultKind::Foreign { what }, span);
            if self.wants_key() {
                self.add_key(Cell::new(Kind::String, flag::PLACEHOLDER, span, 0), span.end);
            } else {
                self.placeholder(Kind::Null, span);
            }
            self.stop = Some(span.end);
            return;
        }
        if let Some(tab) = self.places.tab_before(start).filter(|_| !flow) {
            let reason = "a tab cannot stand before a list or mapping; use spaces".to_owned();
            self.fault(FaultKind::YamlSyntax { reason }, tab);
        }
        let fitting = if kind == Kind::Array { "seq" } else { "map" };
        if tag.is_some_and(|tag| core(tag) != Some(fitting) && tag.suffix != "!") {
            self.fault(FaultKind::UnsupportedTag, self.places.tag(mark));
        }
        let too_deep = self.frames.len() >= self.limits.depth as usize;
        if self.wants_key() || too_deep {
            if too_deep && !std::mem::replace(&mut self.too_deep, true) {
                let span = Span::new(start, start + u32::from(flow));
                self.fault(FaultKind::TooDeep { limit: self.limits.depth }, span);
            }
            self.anchors.lose(anchor);
            self.skipped = Some(Skipped { start, flow, depth: 1 });
            return;
        }
        self.anchors.open(anchor);
        let node = self.tree.push(Cell::new(kind, 0, Span::at(start), 0));
        self.frames.push(Frame {
            node,
            kind,
            flow,
            anchor,
            count: 0,
            seen: 0,
            height: 0,
            end: start,
            key: None,
            flags: 0,
        });
    }

    /// Closes the innermost container; `end` is where its end was seen.
    fn close(&mut self, end: u32, flags: u32) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        let end = if frame.flow { end.max(frame.end) } else { frame.end };
        self.floor = self.floor.max(end);
        self.tree.close(frame.node, end, frame.count, frame.flags | flags);
        if frame.kind == Kind::Object && frame.count > keys::MAX_COMPARED {
            keys::sort(&self.tree, frame.node, &mut self.faults);
        }
        let height = frame.height.max(1);
        self.anchors.close(frame.anchor, frame.node, offset(self.tree.node_count()), height);
        self.complete(end, height);
    }
}

/// Whether an event is what the library makes of nothing.
fn is_nothing(event: &Event<'_>) -> bool {
    matches!(event, Event::Scalar(text, ScalarStyle::Plain, 0, None) if text.is_empty())
}
