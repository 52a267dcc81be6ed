//! What every format makes of a text, of what is found in it, and of anything that could be said about it.

use drs_diag::{Diagnostic, Document, Format, Outcome, Renderer, Source, Style, Summary};
use drs_text::{Edit, Limits, Span};
use drs_validate::{Input, Options, Syntax, check_parsed};

use super::consumer;

/// Writes what is found in a text in every format.
pub(super) fn found(bytes: &[u8], syntax: Syntax, mut use_it: impl FnMut(&str)) {
    let parsed = Input { text: bytes, syntax }.parse(Limits::default());
    let report = check_parsed(None, &parsed, syntax, &Options { max_diagnostics: 20, ..Options::default() });
    let source = Source::new("request.json", bytes, drs_validate::secrets(), Some(&parsed));
    let outcome = Outcome::Checked {
        diagnostics: report.diagnostics,
        omitted: report.omitted,
        errors: report.errors,
        warnings: report.warnings,
    };
    written(&source, &[outcome], &mut use_it);
}

/// Writes things that the bytes themselves are taken for: the name of the file, places, messages, edits.
pub(super) fn invented(bytes: &[u8]) {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).into_owned();
    let (first, second) = text.split_at(text.floor_char_boundary(text.len() / 2));
    let place = |at: usize| {
        let byte = |at: usize| u32::from(bytes.get(at).copied().unwrap_or_default());
        // Also upside down, and beyond the text.
        Span { start: byte(at) * byte(at + 1) / 16, end: byte(at + 2) * byte(at + 3) / 16 }
    };
    let diagnostics = vec![
        Diagnostic::error("DRS-S000", "some-check", place(0), first)
            .pointer(second)
            .instance(first)
            .label(second.to_owned())
            .related(second, place(4))
            .help(first.to_owned())
            .fix(second.to_owned(), vec![Edit::new(place(8), first), Edit::delete(place(12))]),
        Diagnostic::warning("DRS-S001", "other-check", place(16), second)
            .fix(first.to_owned(), vec![Edit::insert(0, second)]),
    ];
    let source = Source::new(first, bytes, drs_validate::secrets(), None).starting_at(place(1).start, 7);
    let unchecked = Outcome::Unchecked { error: first.to_owned(), help: Some(second.to_owned()) };
    written(&source, &[Outcome::checked(diagnostics), unchecked], &mut |_| {});
}

/// Writes outcomes in every format, for readers that need what they need.
fn written(source: &Source<'_>, outcomes: &[Outcome], use_it: &mut dyn FnMut(&str)) {
    for format in Format::ALL {
        let style = Style { width: Some(100), ..Style::default() };
        let mut renderer = Renderer::new(format, style, Vec::new());
        let mut summary = Summary::default();
        for outcome in outcomes {
            summary.add(outcome);
            let (path, outcome) = (source.name().to_owned(), outcome.clone());
            let document = Document { path, number: None, key: None, operation: None, source, outcome };
            renderer.document(&document).expect("memory takes everything");
        }
        let output = renderer.finish(&summary).expect("memory takes everything");
        let output = String::from_utf8(output).expect("formats write UTF-8");
        consumer::reads(format, &output);
        use_it(&output);
    }
}
