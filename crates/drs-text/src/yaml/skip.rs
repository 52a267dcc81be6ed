//! Containers that are read over: what is too deep, and what is no key.

use saphyr_parser::Event;

use crate::Span;
use crate::fault::FaultKind;
use crate::kind::Kind;
use crate::span::offset;
use crate::tree::{Cell, flag};
use crate::yaml::build::{Builder, Mark};
use crate::yaml::frame::Skipped;

impl Builder<'_, '_> {
    /// Takes an event inside a container that is read over.
    pub(super) fn skip(&mut self, event: &Event<'_>, mark: Mark) {
        let Some(mut skipped) = self.skipped.take() else {
            return;
        };
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => skipped.depth += 1,
            Event::SequenceEnd | Event::MappingEnd => skipped.depth -= 1,
            _ => {}
        }
        if skipped.depth == 0 {
            let mark = self.places.span(mark);
            self.end_skipped(&skipped, if skipped.flow { mark.end } else { mark.start });
        } else {
            self.skipped = Some(skipped);
        }
    }

    pub(super) fn end_skipped(&mut self, skipped: &Skipped, end: u32) {
        let text = &self.places.text[Span::new(skipped.start, end).range()];
        let span = self.in_order(Span::new(skipped.start, skipped.start + offset(text.trim_end().len())));
        if self.wants_key() {
            // What is too deep was reported as that.
            if self.frames.len() < self.limits.depth as usize {
                self.fault(FaultKind::ComplexKey, span);
            }
            self.add_key(Cell::new(Kind::String, flag::PLACEHOLDER, span, 0), span.end);
        } else {
            self.placeholder(Kind::Null, span);
        }
    }
}
