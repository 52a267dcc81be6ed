//! A document that a call is made from: read, checked, and reported on as `drs validate` does.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use bytes::Bytes;
use drs_client::Operation;
use drs_diag::{Format, Outcome, Renderer, Source, Style, Summary};
use drs_text::{Node, Parsed};
use drs_validate::{Input, Options, Syntax};
use serde_json::Value;
use zeroize::Zeroizing;

use super::checking::Checking;
use super::reference::{self, Problem};
use super::written::{Secret, written};
use crate::context::{ColorWhen, Stream};
use crate::exit::Exit;
use crate::failure::{Failure, Stop};
use crate::input::{Kind, guess_syntax, reason};

/// A text in JSON or YAML, and what reports call it.
pub(crate) struct Document {
    name: String,
    bytes: Zeroizing<Vec<u8>>,
    syntax: Syntax,
}

impl Document {
    /// Reads a file, or standard input for `-`.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let max = u64::from(Options::default().limits.bytes) + 1;
        let mut bytes = Zeroizing::new(Vec::new());
        let is_stdin = path.as_os_str() == "-";
        let result = if is_stdin {
            io::stdin().lock().take(max).read_to_end(&mut bytes)
        } else {
            File::open(path).and_then(|file| file.take(max).read_to_end(&mut bytes))
        };
        let name = if is_stdin { "<stdin>".to_owned() } else { path.to_string_lossy().into_owned() };
        result.map_err(|error| {
            let path = path.to_string_lossy();
            Failure::new(format!("cannot read `{}`: {}", drs_diag::escape(&path), reason(&error)))
        })?;
        let syntax = match Kind::of(path) {
            Some(Kind::Json) => Syntax::Json,
            Some(Kind::Yaml) => Syntax::Yaml,
            _ => guess_syntax(&bytes),
        };
        Ok(Self { name, bytes, syntax })
    }

    /// What stands for a file that cannot be read.
    pub(crate) fn unread(name: &str) -> Self {
        Self { name: name.to_owned(), bytes: Zeroizing::default(), syntax: Syntax::Json }
    }

    /// What arguments were put together to.
    pub(crate) fn of_json(value: &Value) -> Self {
        let bytes = Zeroizing::new(value.to_string().into_bytes());
        Self { name: "<arguments>".to_owned(), bytes, syntax: Syntax::Json }
    }

    /// What reports call it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The text as it is, with its references.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the text was parsed to.
    pub(crate) fn parse(&self) -> Parsed<'_> {
        let limits = Options::default().limits;
        match self.syntax {
            Syntax::Yaml => drs_text::yaml::parse(&self.bytes, &limits),
            Syntax::Json => drs_text::json::parse(&self.bytes, &limits),
        }
    }

    /// The text for reports, which hide its secrets.
    pub(crate) fn source<'s>(&'s self, parsed: &'s Parsed<'s>) -> Source<'s> {
        Source::new(&self.name, &self.bytes, drs_validate::secrets(), Some(parsed))
    }

    /// Some of its values as JSON with commas between them, within another text.
    pub(crate) fn part(&self, before: &str, values: &[Node<'_>], behind: &str) -> Self {
        let mut bytes =
            Zeroizing::new(Vec::with_capacity(2 * self.bytes.len() + before.len() + behind.len() + (64 << 10)));
        bytes.extend(before.bytes());
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                bytes.push(b',');
            }
            let as_it_is = &mut |_: &str, text: &str| Secret::Text(Zeroizing::new(text.to_owned()));
            bytes.extend(written(*value, self.bytes.len(), as_it_is).iter());
        }
        bytes.extend(behind.bytes());
        Self { name: self.name.clone(), bytes, syntax: Syntax::Json }
    }

    /// What is wrong with it as a request of the operation.
    pub(crate) fn verdict(&self, operation: Operation, checking: Checking) -> Outcome {
        let input = Input { text: &self.bytes, syntax: self.syntax };
        let (report, _) = drs_validate::parse_and_check(Some(operation), input, &checking.options());
        let (errors, warnings, omitted) = (report.errors, report.warnings, report.omitted);
        Outcome::Checked { diagnostics: report.diagnostics, omitted, errors, warnings }
    }

    /// Checks it as a request of the operation, and reports what is wrong.
    ///
    /// # Errors
    ///
    /// It has mistakes, which were reported.
    pub(crate) fn check(&self, operation: Operation, checking: Checking) -> Result<(), Stop> {
        self.report(operation, self.verdict(operation, checking), (Format::Human, checking.color))
    }

    /// Reports a verdict on it as a request of the operation, on standard error.
    ///
    /// # Errors
    ///
    /// It has mistakes, which were reported.
    pub(crate) fn report(
        &self,
        operation: Operation,
        outcome: Outcome,
        (format, color): (Format, ColorWhen),
    ) -> Result<(), Stop> {
        let is_valid = outcome.is_valid();
        if matches!(&outcome, Outcome::Checked { diagnostics, .. } if diagnostics.is_empty()) && is_valid {
            return Ok(());
        }
        let parsed = self.parse();
        let source = self.source(&parsed);
        let stream = Stream::Error;
        let style =
            Style { color: color.applies_to(stream), width: stream.width(), quiet: is_valid, omitted_help: None };
        let mut summary = Summary::default();
        summary.add(&outcome);
        let mut renderer = Renderer::new(format, style, stream.writer());
        let operation = Some(operation.id().to_owned());
        let document = drs_diag::Document {
            path: self.name.clone(),
            number: None,
            key: None,
            operation,
            source: &source,
            outcome,
        };
        let rendered = renderer.document(&document).and_then(|()| renderer.finish(&summary).map(drop));
        rendered.map_err(|error| Failure::new(format!("cannot write the report: {error}")))?;
        if is_valid { Ok(()) } else { Err(Stop::Said(Exit::Invalid)) }
    }

    /// The text as JSON with what its references stand for.
    ///
    /// # Errors
    ///
    /// A reference to something that there is not.
    pub(crate) fn resolved(&self) -> Result<Bytes, Failure> {
        let mut failed = None;
        let mut resolve = |member: &str, value: &str| match reference::resolve(value) {
            Ok(secret) => Secret::Text(secret),
            Err(problem) => {
                failed.get_or_insert(self.unresolved(member, &problem));
                Secret::Mask
            }
        };
        let body = self.render(&mut resolve);
        match failed {
            Some(failure) => Err(failure),
            None => Ok(body.map(Bytes::from_owner).unwrap_or_default()),
        }
    }

    /// Says that a member refers to something that there is not.
    fn unresolved(&self, member: &str, problem: &Problem) -> Failure {
        let (member, name) = (drs_diag::escape(member), drs_diag::escape(&self.name));
        let Problem { what, is, help } = problem;
        Failure::new(format!("{what}, to which `{member}` of `{name}` refers, {is}")).help(*help)
    }

    /// The text as JSON with its secrets replaced.
    pub(super) fn render(&self, replace: &mut dyn FnMut(&str, &str) -> Secret) -> Option<Zeroizing<Vec<u8>>> {
        let parsed = self.parse();
        parsed.tree.as_ref().map(|tree| written(tree.root(), self.bytes.len(), replace))
    }

    /// The members of an object as query parameters; of a list, one for each item.
    pub(crate) fn parameters(&self) -> Vec<(String, String)> {
        let parsed = self.parse();
        let Some(tree) = &parsed.tree else { return Vec::new() };
        let text = |node: Node<'_>| node.as_str().map_or_else(|| node.raw().to_owned(), std::borrow::Cow::into_owned);
        let mut found = Vec::new();
        for member in tree.root().members() {
            let name = text(member.key);
            if member.value.kind() == drs_text::Kind::Array {
                found.extend(member.value.items().map(|item| (name.clone(), text(item))));
            } else {
                found.push((name, text(member.value)));
            }
        }
        found
    }
}
