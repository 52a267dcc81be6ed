//! What is shown of a diagnostic: windows with their marks, remarks and a change, before anything is drawn.

use std::ops::Range;

use crate::severity::Severity;

/// All that is shown of a diagnostic below its title.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) severity: Severity,
    /// The lines of the diagnostic.
    pub(super) main: Pane,
    /// The help, which may have several lines.
    pub(super) help: Option<String>,
    /// What is said of places that are not shown.
    pub(super) note: Option<String>,
    /// Places far away, and what they have to do with it.
    pub(super) far: Vec<(String, Pane)>,
    /// What a change does, and the change.
    pub(super) change: Option<(String, Change)>,
}

/// Lines with marks below them.
#[derive(Debug)]
pub(super) struct Pane {
    pub(super) text: String,
    /// The number of the first line.
    pub(super) first_line: usize,
    pub(super) marks: Vec<Mark>,
}

/// A part of the text of a pane.
#[derive(Debug)]
pub(super) struct Mark {
    /// Whether it is what the pane is about.
    pub(super) is_primary: bool,
    pub(super) range: Range<usize>,
    pub(super) label: Option<String>,
}

/// Lines of which parts are replaced.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) text: String,
    /// The number of the first line.
    pub(super) first_line: usize,
    /// In the order of the text.
    pub(super) patches: Vec<(Range<usize>, String)>,
}
