//! SARIF 2.1.0 (OASIS): one log with one run. Results are written as they come; the rules they are of, and what could not be
//! checked, come after them, which JSON does not mind.

mod model;
mod uri;

use std::collections::BTreeMap;
use std::io::{self, Write};

use drs_text::Span;

use self::model::{
    ArtifactChange, ArtifactLocation, Configuration, Driver, Finding, Fix, Help, Invocation, Location, LogicalLocation,
    Message, Notification, PhysicalLocation, Region, Replacement, ReportingDescriptor, ToolComponents,
};
use self::uri::uri;
use super::fingerprint::Fingerprints;
use super::output::{Output, Style};
use super::phrases::{help, omitted, place_of, remedy};
use super::safe::write_json;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Outcome};
use crate::severity::Severity;
use crate::summary::Summary;
use crate::tool::Tool;
use crate::view::View;

/// Where the schema of the format is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Notifications that are kept until the end. More are counted.
const MAX_NOTIFICATIONS: usize = 1000;

/// Second places of a result.
const MAX_RELATED: usize = 50;

/// The bytes that a change may insert. A longer one is left out: cut it would be wrong.
const MAX_INSERTED_BYTES: usize = 1 << 16;

/// The characters of a pointer. It is for people here.
const MAX_POINTER_CHARS: usize = 1000;

/// The `sarif` format.
pub(super) struct Sarif {
    style: Style,
    tool: Tool,
    results: u64,
    /// The index of each rule that was found, by id.
    indices: BTreeMap<String, usize>,
    /// The rules that were found, as their first result has them.
    rules: Vec<(String, String, Severity)>,
    notifications: Vec<Notification>,
    more_notifications: u64,
    complete: bool,
}

impl Sarif {
    pub(super) fn new(style: Style) -> Self {
        Self {
            style,
            tool: Tool::default(),
            results: 0,
            indices: BTreeMap::new(),
            rules: Vec::new(),
            notifications: Vec::new(),
            more_notifications: 0,
            complete: true,
        }
    }

    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{{\"$schema\": \"{SCHEMA}\", \"version\": \"2.1.0\", \"runs\": [{{")?;
        // A column is a code point. The default would be UTF-16 code units.
        write!(
            out,
            "\"automationDetails\": {{\"id\": \"{}/\"}}, \"columnKind\": \"unicodeCodePoints\", \"results\": [",
            self.tool.name
        )
    }

    fn rule_index(&mut self, diagnostic: &Diagnostic) -> usize {
        if let Some(&index) = self.indices.get(&*diagnostic.id) {
            return index;
        }
        let index = self.rules.len();
        let (id, name) = (diagnostic.id.clone().into_owned(), diagnostic.name.clone().into_owned());
        self.indices.insert(id.clone(), index);
        self.rules.push((id, name, diagnostic.severity));
        index
    }

    fn notify(&mut self, level: &'static str, text: &str, document: &Document<'_>) {
        if self.notifications.len() == MAX_NOTIFICATIONS {
            self.more_notifications += 1;
            return;
        }
        let physical = PhysicalLocation { artifact_location: artifact(document), region: None };
        self.notifications.push(Notification {
            level,
            message: Message::new(text),
            locations: vec![Location { physical, ..Location::default() }],
        });
    }

    /// The descriptions of the rules that were found.
    fn descriptors(&self) -> Vec<ReportingDescriptor> {
        let describe = |(id, name, severity): &(String, String, Severity)| {
            let known = (self.tool.rule)(id);
            let (name, level) = known
                .as_ref()
                .map_or((name.clone(), severity.as_str()), |rule| (rule.name.clone(), rule.severity.as_str()));
            ReportingDescriptor {
                id: id.clone(),
                name,
                short_description: known.as_ref().map(|rule| Message::new(first_sentence(&rule.summary))),
                full_description: known.as_ref().map(|rule| Message::new(&rule.summary)),
                help: known.as_ref().map(|rule| Help { text: plain(&rule.help), markdown: rule.help.clone() }),
                help_uri: known.and_then(|rule| rule.uri),
                default_configuration: Configuration { level },
            }
        };
        self.rules.iter().map(describe).collect()
    }
}

impl Output for Sarif {
    fn tool(&mut self, tool: Tool) {
        self.tool = tool;
    }

    fn document(&mut self, out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
        match &document.outcome {
            Outcome::Checked { diagnostics, omitted: left_out, .. } => {
                if !diagnostics.is_empty() {
                    let view = View::new(document.source);
                    let mut fingerprints = Fingerprints::new("", document);
                    for diagnostic in diagnostics {
                        if self.results == 0 {
                            self.begin(out)?;
                        }
                        out.write_all(if self.results == 0 { b"\n" } else { b",\n" })?;
                        self.results += 1;
                        let index = self.rule_index(diagnostic);
                        let fingerprint = fingerprints.next(view.source, diagnostic);
                        write_json(out, &result(&view, document, diagnostic, index, fingerprint))?;
                    }
                }
                if *left_out > 0 {
                    let text = format!("{}: {}", place_of(document), omitted(*left_out, self.style));
                    self.notify("note", &text, document);
                }
            }
            Outcome::Unchecked { error, help: remedy } => {
                self.complete = false;
                let source = document.source;
                let text =
                    format!("{}: {}{}", place_of(document), source.clean(error), help(source, remedy.as_deref()));
                self.notify("error", &text, document);
            }
            Outcome::Empty { what } => {
                let text = format!("{}: {}", place_of(document), document.source.clean(what));
                self.notify("note", &text, document);
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut dyn Write, summary: &Summary) -> io::Result<()> {
        self.complete &= summary.unchecked == 0;
        if self.results == 0 {
            self.begin(out)?;
        }
        if self.more_notifications > 0 {
            let text = format!("{} more notifications are not shown", self.more_notifications);
            let level = if self.complete { "note" } else { "error" };
            self.notifications.push(Notification { level, message: Message::new(&text), locations: Vec::new() });
        }
        out.write_all(b"\n], \"invocations\": [")?;
        let notifications = std::mem::take(&mut self.notifications);
        write_json(
            out,
            &Invocation { execution_successful: self.complete, tool_execution_notifications: notifications },
        )?;
        out.write_all(b"], \"tool\": ")?;
        let Tool { name, version, uri, rule: _ } = self.tool;
        let full_name = format!("{name} {version}");
        let rules = self.descriptors();
        let driver = Driver { name, full_name, semantic_version: version, information_uri: uri, rules };
        write_json(out, &ToolComponents { driver })?;
        out.write_all(b"\n}]}\n")
    }
}

fn result<'a>(
    view: &View<'_>,
    document: &Document<'_>,
    diagnostic: &'a Diagnostic,
    rule_index: usize,
    fingerprint: String,
) -> Finding<'a> {
    let source = view.source;
    let at = |span| PhysicalLocation { artifact_location: artifact(document), region: Some(region(view, span)) };
    let related = diagnostic.related.iter().take(MAX_RELATED).enumerate();
    let message = source.clean(&diagnostic.message) + &help(source, remedy(source, diagnostic).as_deref());
    Finding {
        rule_id: &diagnostic.id,
        rule_index,
        level: diagnostic.severity.as_str(),
        message: Message::new(&message),
        locations: [Location {
            physical: at(diagnostic.span),
            logical: logical(&source.redact(&diagnostic.pointer)),
            ..Location::default()
        }],
        related_locations: related
            .map(|(index, related)| Location {
                id: Some(index),
                physical: at(related.span),
                message: Some(Message::new(&source.clean(&related.message))),
                ..Location::default()
            })
            .collect(),
        partial_fingerprints: BTreeMap::from([("pointer/v1", fingerprint)]),
        fixes: diagnostic.fix.as_ref().and_then(|fix| change(view, document, fix)).into_iter().collect(),
    }
}

/// A fix, if it may be shown.
fn change(view: &View<'_>, document: &Document<'_>, fix: &crate::fix::Fix) -> Option<Fix> {
    let inserted: usize = fix.edits.iter().map(|edit| edit.text.len()).sum();
    if fix.edits.is_empty() || inserted > MAX_INSERTED_BYTES || !view.source.may_show(fix) {
        return None;
    }
    let replacement = |edit: &drs_text::Edit| Replacement {
        deleted_region: region(view, edit.span),
        // It is no message: nothing in it stands for anything else.
        inserted_content: (!edit.text.is_empty()).then(|| Message { text: edit.text.clone() }),
    };
    Some(Fix {
        description: Message::new(&view.source.clean(&fix.message)),
        artifact_changes: [ArtifactChange {
            artifact_location: artifact(document),
            replacements: fix.edits.iter().map(replacement).collect(),
        }],
    })
}

/// Markdown as plain text: without the marks of headings and the fences around examples.
fn plain(markdown: &str) -> String {
    let mut is_code = false;
    let mut lines = Vec::new();
    for line in markdown.lines() {
        if line.starts_with("```") {
            is_code = !is_code;
        } else {
            lines.push(if is_code { line } else { line.trim_start_matches('#').trim_start() });
        }
    }
    lines.join("\n")
}

/// A text up to its first full stop that ends a sentence.
fn first_sentence(text: &str) -> &str {
    text.find(". ").map_or(text, |at| &text[..=at])
}

fn artifact(document: &Document<'_>) -> ArtifactLocation {
    ArtifactLocation { uri: uri(&document.path, cfg!(windows)) }
}

fn region(view: &View<'_>, span: Span) -> Region {
    let span = view.source.clamp(span);
    let (start, end) = (view.place(span.start), view.place(span.end));
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

/// Where in the document it is, unless it is the whole.
fn logical(pointer: &str) -> Vec<LogicalLocation> {
    if pointer.is_empty() {
        return Vec::new();
    }
    let end = pointer.char_indices().nth(MAX_POINTER_CHARS).map_or(pointer.len(), |(end, _)| end);
    vec![LogicalLocation { fully_qualified_name: pointer[..end].to_owned() }]
}
