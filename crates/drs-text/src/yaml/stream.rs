//! From bytes to documents: runs the library and cuts its events into documents.

use std::panic::{AssertUnwindSafe, catch_unwind};

use saphyr_parser::{Event, Input, Parser};

use crate::fault::{Fault, FaultKind, Faults, Foreign};
use crate::span::offset;
use crate::yaml::alias::ALIAS_BUDGET;
use crate::yaml::build::Builder;
use crate::yaml::document::Document;
use crate::yaml::options::{MAX_BYTES, YamlOptions};
use crate::yaml::place::Places;
use crate::yaml::repair;
use crate::{Limits, Span, utf8};

/// How often a text is cut where the library reads on behind a `---`.
const MAX_CUTS: u32 = 64;

/// What the library says of brackets nested deeper than its own limit, 255.
const TOO_DEEP: &str = "recursion limit exceeded";

/// Reads all documents. There is always one, if only for the faults.
pub(super) fn read(bytes: &[u8], limits: Limits, options: YamlOptions) -> Vec<Document<'_>> {
    let mut faults = Faults::default();
    let limits = Limits { bytes: limits.bytes.min(MAX_BYTES), ..limits };
    let Some((text, start)) = utf8::accept(bytes, limits, &mut faults) else {
        return vec![Document { faults, ..Document::empty() }];
    };
    let (low, high) = repair::controls(text);
    if let Some(span) = low {
        let reason = "a control character, which YAML has only as an escape in double quotes".to_owned();
        let kind = match Foreign::at(text, span.start as usize) {
            Some((what, _)) => FaultKind::Foreign { what },
            None => FaultKind::YamlSyntax { reason },
        };
        faults.push(Fault::new(kind, span));
    }
    let mut all: Vec<Document<'_>> = Vec::new();
    let (mut from, mut end) = (start, text.len());
    let mut controls = high;
    for cuts in 0.. {
        let places = Places::new(text, from);
        let part = part(&places, &text[from..end], limits, options, &faults, &controls);
        let cut = part.last().and_then(|last| last.cut).filter(|cut| cuts < MAX_CUTS && (from..end).contains(cut));
        if let Some(cut) = cut {
            // Once more, up to the place where the library should have stopped.
            end = cut;
            continue;
        }
        all.extend(part);
        controls = places.controls.take();
        faults = Faults::default();
        if end == text.len() {
            break;
        }
        (from, end) = (end, text.len());
    }
    if let (Some(control), Some(first)) = (controls.first(), all.first_mut()) {
        let reason = "a control character, which stands in quotes alone".to_owned();
        first.faults.push(Fault::new(FaultKind::YamlSyntax { reason }, *control));
    }
    all
}

/// Reads the documents of a part of the text.
fn part<'s>(
    places: &Places<'s>,
    read: &str,
    limits: Limits,
    options: YamlOptions,
    faults: &Faults,
    controls: &[Span],
) -> Vec<Document<'s>> {
    let run = |patches: &[repair::Patch]| {
        let faults = faults.clone();
        places.controls.replace(controls.to_vec());
        // One type for both iterators: the library is large, and compiled once for each.
        let characters: Box<dyn Iterator<Item = char>> = if !patches.is_empty() {
            Box::new(repair::patched(read, patches))
        } else if has_wide_directive(read) {
            Box::new(read.chars())
        } else {
            return documents(places, Parser::new_from_str(read), limits, options, faults);
        };
        documents(places, Parser::new_from_iter(characters), limits, options, faults)
    };
    repair::until_read(read, run)
}

/// Whether there may be a directive that is not ASCII. Reading a string, the library counts the bytes of such a one, and
/// everything behind it would be found in the wrong place; reading characters, which takes longer, it counts characters.
fn has_wide_directive(text: &str) -> bool {
    !text.is_ascii() && text.split(['\n', '\r']).any(|line| line.starts_with('%') && !line.is_ascii())
}

fn documents<'s, I: Input>(
    places: &Places<'s>,
    mut parser: Parser<'_, I>,
    limits: Limits,
    options: YamlOptions,
    mut faults: Faults,
) -> Vec<Document<'s>> {
    let mut documents = Vec::new();
    let mut current: Option<(Span, Builder<'_, 's>)> = None;
    let mut budget = ALIAS_BUDGET;
    loop {
        let next = catch_unwind(AssertUnwindSafe(|| parser.next_event()));
        let (reason, index) = match next {
            Ok(Some(Ok((Event::StreamEnd, _))) | None) => break,
            Ok(Some(Ok((Event::DocumentStart(_), span)))) => {
                let builder = Builder::new(places, limits, options, std::mem::take(&mut faults), budget);
                current = Some((places.span(span), builder));
                continue;
            }
            Ok(Some(Ok((Event::DocumentEnd, span)))) => {
                if let Some((start, builder)) = current.take() {
                    budget = builder.budget();
                    documents.push(finish(start, builder, places.span(span).start));
                }
                continue;
            }
            Ok(Some(Ok((event, span)))) => {
                if let Some((_, builder)) = &mut current {
                    builder.event(event, span);
                }
                let Some((start, builder)) = current.take_if(|(_, builder)| builder.stop.is_some()) else { continue };
                let end = builder.stop.unwrap_or_default();
                documents.push(finish(start, builder, end));
                return documents;
            }
            Ok(Some(Err(error))) => (error.info().to_owned(), error.marker().index()),
            Err(_) => ("the YAML parser failed on this document".to_owned(), 0),
        };
        // Nothing can be read behind a syntax error.
        let complaint = places.complaint(index);
        let fault = if reason == TOO_DEEP {
            let bracket = Span::new(complaint.start, complaint.end.min(complaint.start + 1));
            Fault::new(FaultKind::TooDeep { limit: limits.depth }, bracket)
        } else {
            foreign(places.text, complaint)
                .unwrap_or_else(|| Fault::new(FaultKind::YamlSyntax { reason: reason.clone() }, complaint))
        };
        let (start, mut builder) = current
            .take()
            .unwrap_or_else(|| (complaint, Builder::new(places, limits, options, std::mem::take(&mut faults), budget)));
        builder.fail(fault);
        let (tree, faults) = builder.finish(complaint.start);
        documents.push(Document { start, tree, faults, scan_error: Some((reason, index)), cut: None });
        return documents;
    }
    if documents.is_empty() {
        let end = offset(places.text.len());
        faults.push(Fault::new(FaultKind::Empty, Span::at(end)));
        documents.push(Document { faults, ..Document::empty() });
    }
    documents
}

/// The fault where the library complains about a text of another program.
fn foreign(text: &str, complaint: Span) -> Option<Fault> {
    let start = complaint.start as usize;
    // The library complains about what follows the brace.
    let brace = start.checked_sub(1).filter(|&at| text.as_bytes()[at] == b'{');
    // A line that is nothing but an expression, as Helm has them.
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let line = line + text[line..].len() - text[line..].trim_start_matches(' ').len();
    let found = Foreign::at(text, start).or_else(|| Foreign::at(text, brace?)).or_else(|| Foreign::at(text, line));
    let found = found.or_else(|| Foreign::whole(text));
    found.map(|(what, span)| Fault::new(FaultKind::Foreign { what }, span))
}

/// Ends a document that was read to its end, or as far as it can be understood.
fn finish<'s>(start: Span, builder: Builder<'_, 's>, end: u32) -> Document<'s> {
    let cut = builder.cut;
    let (tree, mut faults) = builder.finish(end);
    if tree.is_none() {
        faults.push(Fault::new(FaultKind::Empty, start));
    }
    Document { start, tree, faults, scan_error: None, cut }
}
