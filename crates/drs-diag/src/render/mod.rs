//! Writing documents as they are checked, in one of several formats: one file each, and one variant of [`Format`].

mod concise;
mod fingerprint;
mod github;
mod gitlab;
mod human;
mod json;
mod json_lines;
mod junit;
mod safe;
mod sarif;

use std::fmt;
use std::io;
use std::str::FromStr;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::escape::escape;
use crate::phrasing::count;
use crate::source::Source;
use crate::summary::Summary;
use crate::tool::Tool;

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Format {
    /// For people: the lines concerned with carets, remedies and suggested changes. Valid documents are not mentioned.
    #[default]
    Human,
    /// For people and editors: one line for each finding. Valid documents are not mentioned.
    Concise,
    /// For programs: one JSON object, see [`report`](crate::report).
    Json,
    /// For programs that read while documents are checked: one JSON object a line, see [`report`](crate::report).
    JsonLines,
    /// For code scanning and editors: SARIF 2.1.0 (OASIS).
    Sarif,
    /// For GitHub Actions: workflow commands that annotate the lines of a pull request.
    Github,
    /// For GitLab: a Code Quality report.
    Gitlab,
    /// For test reports: JUnit XML, one test case for each document.
    Junit,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 8] =
        [Self::Human, Self::Concise, Self::Json, Self::JsonLines, Self::Sarif, Self::Github, Self::Gitlab, Self::Junit];

    /// The name by which it is asked for.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::JsonLines => "json-lines",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let format = Self::ALL.into_iter().find(|format| format.as_str() == name);
        format.ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// The name of no [`Format`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no format `{}`, the formats are", escape(&self.0))?;
        for (index, format) in Format::ALL.into_iter().enumerate() {
            write!(f, "{} `{format}`", if index == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl std::error::Error for UnknownFormat {}

/// What a user may choose about the formats for people. The formats for programs do not change with it, except that they too
/// say `omitted_help` where they say in words that something was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour with ANSI escape sequences.
    pub color: bool,
    /// How many columns there are; `None` where that is not known.
    pub width: Option<usize>,
    /// Whether to leave out the summary.
    pub quiet: bool,
    /// What to do to see the diagnostics that were left out, such as the name of an option to set.
    pub omitted_help: Option<&'static str>,
}

/// Writes documents one by one and the summary at last.
///
/// What is written of a document does not depend on the documents after it, and no document is kept: memory does not grow
/// with their number.
pub struct Renderer<W> {
    out: W,
    output: Box<dyn Output>,
}

impl<W: io::Write> Renderer<W> {
    /// Writes to `out` in `format`. Writes are many and small, so `out` should have a buffer.
    pub fn new(format: Format, style: Style, out: W) -> Self {
        let output: Box<dyn Output> = match format {
            Format::Human => Box::new(human::Human::new(style)),
            Format::Concise => Box::new(concise::Concise::new(style)),
            Format::Json => Box::new(json::Json::new()),
            Format::JsonLines => Box::new(json_lines::JsonLines),
            Format::Sarif => Box::new(sarif::Sarif::new(style)),
            Format::Github => Box::new(github::Github::new(style)),
            Format::Gitlab => Box::new(gitlab::Gitlab::new(style)),
            Format::Junit => Box::new(junit::Junit::new(style)),
        };
        Self { out, output }
    }

    /// Says which program checks, and what it knows about its checks. For `sarif` and `junit`.
    #[must_use]
    pub fn with_tool(mut self, tool: Tool) -> Self {
        self.output.tool(tool);
        self
    }

    /// Writes what was found in one document.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn document(&mut self, document: &Document<'_>) -> io::Result<()> {
        self.output.document(&mut self.out, document)
    }

    /// Hands what was written so far on to whoever reads it: before a wait for the next document.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes what comes after the last document, flushes, and gives `out` back.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn finish(mut self, summary: &Summary) -> io::Result<W> {
        self.output.finish(&mut self.out, summary)?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// One format at work.
trait Output: Send {
    /// Is told, before anything else, which program checks.
    fn tool(&mut self, _: Tool) {}

    /// Writes what was found in one document.
    fn document(&mut self, out: &mut dyn io::Write, document: &Document<'_>) -> io::Result<()>;

    /// Writes what comes after the last document.
    fn finish(&mut self, out: &mut dyn io::Write, summary: &Summary) -> io::Result<()>;
}

/// The file of a document, and which of its documents it is, for what has no line of its own.
fn place_of(document: &Document<'_>) -> String {
    let path = escape(&document.path);
    match document.number {
        Some(number) => format!("{path}#{number}"),
        None => path.into_owned(),
    }
}

/// A path as a program has it that looks from the folder of the run.
fn relative(path: &str) -> &str {
    let mut rest = path;
    while let Some(inner) = rest.strip_prefix("./") {
        rest = inner.trim_start_matches('/');
    }
    if rest.is_empty() { path } else { rest }
}

/// What to do, in one line: what the fix does, if it may be shown, and the help where it says something else.
fn remedy(source: &Source<'_>, diagnostic: &Diagnostic) -> Option<String> {
    let fix = diagnostic.fix.as_ref().filter(|fix| source.may_show(fix)).map(|fix| &*fix.message);
    match (fix, diagnostic.help.as_deref()) {
        (Some(fix), Some(help)) if fix != help => Some(format!("{fix}; {help}")),
        (fix, help) => fix.or(help).map(str::to_owned),
    }
}

/// ` (help: ...)`, if there is help.
fn help(source: &Source<'_>, help: Option<&str>) -> String {
    help.map(|help| format!(" (help: {})", source.clean(help))).unwrap_or_default()
}

/// What is said of diagnostics that are not shown.
fn omitted(number: u64, style: Style) -> String {
    let help = style.omitted_help.map(|help| format!(" ({})", escape(help)));
    let verb = if number == 1 { "is" } else { "are" };
    format!("{} {verb} not shown{}", count(number, "more mistake"), help.unwrap_or_default())
}

/// The summary in words, and whether all is well.
fn in_words(summary: &Summary) -> (bool, String) {
    let Summary { documents, valid, invalid, errors, warnings, unchecked } = *summary;
    let mut parts = Vec::new();
    match (invalid, documents) {
        (0, 0) if unchecked > 0 => {}
        (0, 0) => parts.push("no documents".to_owned()),
        (0, _) => parts.push(format!("{} valid", count(valid, "document"))),
        (_, 1) => parts.push("1 document invalid".to_owned()),
        _ => parts.push(format!("{invalid} of {} invalid", count(documents, "document"))),
    }
    if errors > 0 {
        parts.push(count(errors, "error"));
    }
    if warnings > 0 {
        parts.push(count(warnings, "warning"));
    }
    if unchecked > 0 {
        parts.push(format!("{} not checked", count(unchecked, "document")));
    }
    (invalid == 0 && unchecked == 0, parts.join(", "))
}
