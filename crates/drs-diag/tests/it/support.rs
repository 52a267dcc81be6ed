//! The one place where the tests touch the API.

use std::sync::LazyLock;

use drs_diag::{Diagnostic, Document, Format, Outcome, Renderer, Secrets, Source, Style, Summary};
use drs_text::Span;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

static SECRETS: LazyLock<Secrets> =
    LazyLock::new(|| Secrets::new(&["db_password", "password", "ssl_cert_key", "密码"]));

pub(crate) const UPDATE: &str = r#"{
  "job": {
    "typ": "sync",
    "db_password": "${env:PW}",
    "db_port": 1521
  }
}
"#;

pub(crate) const QUIET: Style = Style { color: false, width: None, quiet: true, omitted_help: None };

pub(crate) fn secrets() -> &'static Secrets {
    &SECRETS
}

/// What a format writes for one document, `path`, with what `find` finds in it. `find` gets a function that gives the span of
/// the first occurrence of a text.
pub(crate) fn render(
    format: Format,
    style: Style,
    path: &str,
    text: impl AsRef<[u8]>,
    find: impl FnOnce(&dyn Fn(&str) -> Span) -> Vec<Diagnostic>,
) -> String {
    let bytes = text.as_ref();
    let diagnostics = find(&|wanted: &str| span_of(bytes, wanted));
    let source = Source::new(path, bytes, secrets(), None);
    write(format, style, &[document(&source, Outcome::checked(diagnostics))])
}

/// The same in the format `human`, without a summary.
pub(crate) fn human(text: impl AsRef<[u8]>, find: impl FnOnce(&dyn Fn(&str) -> Span) -> Vec<Diagnostic>) -> String {
    render(Format::Human, QUIET, "job.json", text, find)
}

/// What a format writes for some documents.
pub(crate) fn write(format: Format, style: Style, documents: &[Document<'_>]) -> String {
    let mut renderer = Renderer::new(format, style, Vec::new());
    let mut summary = Summary::default();
    for document in documents {
        summary.add(&document.outcome);
        renderer.document(document).expect("a vector takes everything");
    }
    String::from_utf8(renderer.finish(&summary).expect("a vector takes everything")).expect("formats write UTF-8")
}

/// A document called as its source is.
pub(crate) fn document<'a>(source: &'a Source<'a>, outcome: Outcome) -> Document<'a> {
    Document {
        path: source.name().to_owned(),
        number: None,
        key: None,
        operation: Some("update_job".to_owned()),
        source,
        outcome,
    }
}

pub(crate) fn span_of(bytes: &[u8], wanted: &str) -> Span {
    let wanted = wanted.as_bytes();
    let start = (0..bytes.len()).find(|&at| bytes[at..].starts_with(wanted)).expect("the text has what is looked for");
    let offset = |index: usize| u32::try_from(index).expect("texts of tests are short");
    Span::new(offset(start), offset(start + wanted.len()))
}

pub(crate) fn error(span: Span, message: &str) -> Diagnostic {
    Diagnostic::error("DRS-S000", "some-check", span, message)
}

/// What all formats make of a document.
pub(crate) fn outputs(source: &Source<'_>, diagnostics: &[Diagnostic], width: Option<usize>) -> Vec<(Format, String)> {
    let style = Style { width, ..Style::default() };
    let documents = || -> [Document<'_>; 2] {
        let unchecked = Outcome::Unchecked { error: diagnostics.iter().map(|d| &*d.message).collect(), help: None };
        [document(source, Outcome::checked(diagnostics.to_vec())), document(source, unchecked)]
    };
    Format::ALL.map(|format| (format, write(format, style, &documents()))).into()
}

/// Spans in, across and beyond texts of a few hundred bytes, also upside down.
pub(crate) fn span() -> impl Strategy<Value = Span> {
    let offset = prop_oneof![8 => 0..400_u32, 1 => any::<u32>()];
    let near = (offset.clone(), 0..9_u32).prop_map(|(start, length)| Span { start, end: start.saturating_add(length) });
    let far = (offset.clone(), offset).prop_map(|(start, end)| Span { start, end });
    prop_oneof![3 => near, 2 => far]
}

/// So many cases, the same in every run.
pub(crate) fn always_the_same(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(20), ..ProptestConfig::default() }
}
