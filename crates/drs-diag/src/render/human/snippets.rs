//! Drawing of any layout, by the library that draws the messages of rustc.

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::layout::{Change, Layout, Pane};
use crate::severity::Severity;

/// The lines of a layout.
pub(super) fn draw(renderer: &Renderer, layout: &Layout) -> String {
    let level = match layout.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut first = Group::with_level(level).element(window(&layout.main));
    if let Some(help) = &layout.help {
        first = first.element(Level::HELP.message(help));
    }
    if let Some(note) = &layout.note {
        first = first.element(Level::NOTE.message(note));
    }
    let mut groups = vec![first];
    for (message, pane) in &layout.far {
        groups.push(Level::NOTE.secondary_title(message).element(window(pane)));
    }
    if let Some((message, change)) = &layout.change {
        groups.push(Level::HELP.secondary_title(message).element(diff(change)));
    }
    renderer.render(&groups)
}

fn window(pane: &Pane) -> Snippet<'_, Annotation<'_>> {
    let annotations = pane.marks.iter().map(|mark| {
        let kind = if mark.is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(mark.range.clone()).label(mark.label.as_deref())
    });
    Snippet::source(&pane.text).line_start(pane.first_line).annotations(annotations)
}

fn diff(change: &Change) -> Snippet<'_, Patch<'_>> {
    let patches = change.patches.iter().map(|(range, text)| Patch::new(range.clone(), text));
    Snippet::source(&change.text).line_start(change.first_line).patches(patches)
}
