//! A Code Quality report of GitLab: an array of what the Code Climate specification calls issues.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::output::{Output, Style};
use super::phrases::{help, omitted, relative, remedy};
use super::safe::write_json;
use crate::document::{Document, Outcome};
use crate::severity::Severity;
use crate::summary::Summary;
use crate::view::{Place, View};

/// The `gitlab` format.
pub(super) struct Gitlab {
    style: Style,
    begun: bool,
}

impl Gitlab {
    pub(super) fn new(style: Style) -> Self {
        Self { style, begun: false }
    }

    fn issue(&mut self, out: &mut dyn Write, issue: &Issue<'_>) -> io::Result<()> {
        out.write_all(if self.begun { b",\n" } else { b"[\n" })?;
        self.begun = true;
        write_json(out, issue)
    }
}

impl Output for Gitlab {
    fn document(&mut self, out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
        let source = document.source;
        let path = relative(&document.path);
        let mut fingerprints = Fingerprints::new(path, document);
        match &document.outcome {
            Outcome::Checked { diagnostics, omitted: left_out, .. } => {
                if diagnostics.is_empty() && *left_out == 0 {
                    return Ok(());
                }
                let view = View::new(source);
                for diagnostic in diagnostics {
                    let span = source.clamp(diagnostic.span);
                    let message = source.clean(&diagnostic.message);
                    self.issue(
                        out,
                        &Issue {
                            description: message + &help(source, remedy(source, diagnostic).as_deref()),
                            check_name: &diagnostic.id,
                            fingerprint: fingerprints.next(source, diagnostic),
                            severity: match diagnostic.severity {
                                Severity::Error => "major",
                                Severity::Warning => "minor",
                            },
                            location: Location::new(path, &view.place(span.start), &view.place(span.end)),
                        },
                    )?;
                }
                if *left_out > 0 {
                    let place = view.place(0);
                    self.issue(
                        out,
                        &Issue {
                            description: omitted(*left_out, self.style),
                            check_name: "not-shown",
                            fingerprint: fingerprints.of("not-shown", ""),
                            severity: "info",
                            location: Location::new(path, &place, &place),
                        },
                    )?;
                }
                Ok(())
            }
            Outcome::Unchecked { error, help: remedy } => {
                let place = Place { line: 1, column: 1, byte: 0 };
                let issue = Issue {
                    description: source.clean(error) + &help(source, remedy.as_deref()),
                    check_name: "not-checked",
                    fingerprint: fingerprints.of("not-checked", ""),
                    severity: "major",
                    location: Location::new(path, &place, &place),
                };
                self.issue(out, &issue)
            }
            // It is no issue.
            Outcome::Empty { .. } => Ok(()),
        }
    }

    fn finish(&mut self, out: &mut dyn Write, _: &Summary) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

/// GitLab reads `lines`; viewers of Code Climate's that know columns read `positions`.
#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Range<u64>,
    positions: Range<Position>,
}

#[derive(Serialize)]
struct Range<T> {
    begin: T,
    end: T,
}

#[derive(Serialize)]
struct Position {
    line: u64,
    column: u64,
}

impl<'a> Location<'a> {
    fn new(path: &'a str, start: &Place, end: &Place) -> Self {
        let position = |place: &Place| Position { line: place.line, column: place.column };
        Self {
            path,
            lines: Range { begin: start.line, end: end.line },
            positions: Range { begin: position(start), end: position(end) },
        }
    }
}
