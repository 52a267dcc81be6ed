//! Reports on texts.

use drs_diag::report::{FileReport, JsonReport};
use drs_diag::{Renderer, Style};
use drs_validate::{Options, Report};

use crate::checker::Checker;
use crate::documents::{are_valid, each};
use crate::lines::lines;
use crate::settings::{InputFormat, Settings};
use crate::tool::TOOL;

/// The report on a text, as it is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenderedReport {
    /// Whether every document of the text is a valid request.
    pub is_valid: bool,
    /// The report in the format that was asked for.
    pub text: String,
}

/// Checks each document of a text and reports on it. A text without a document is not valid; of JSON Lines, blank lines are
/// skipped and only documents with diagnostics are in the report.
pub fn report(text: &[u8], settings: &Settings) -> RenderedReport {
    let style = Style { color: settings.color, width: settings.width, quiet: false, omitted_help: None };
    render(text, settings, Renderer::new(settings.format, style, Vec::new()).with_tool(TOOL))
}

/// The same in the format `json`, whichever the settings name: for programs that have no room for the others.
pub fn report_json(text: &[u8], settings: &Settings) -> RenderedReport {
    render(text, settings, Renderer::json(Vec::new()))
}

fn render(text: &[u8], settings: &Settings, mut renderer: Renderer<Vec<u8>>) -> RenderedReport {
    let mut has_passed = true;
    // A vector takes everything, so nothing that is written to it can fail.
    let summary = each(text, settings, &mut |document| {
        has_passed = false;
        let _ = renderer.document(document);
    });
    if has_passed && summary.documents > 0 {
        let _ = renderer.passed(&settings.name);
    }
    let text = renderer.finish(&summary).unwrap_or_default();
    RenderedReport { is_valid: are_valid(&summary), text: String::from_utf8(text).unwrap_or_default() }
}

/// Checks each document of a text as [`report`] does, and returns what `Format::Json` would write as values.
pub fn json_report(text: &[u8], settings: &Settings) -> JsonReport {
    let mut files = Vec::new();
    let summary = each(text, settings, &mut |document| files.push(FileReport::from(document)));
    JsonReport { files, summary: (&summary).into() }
}

/// Checks one document, as [`json_report`] does where a text has one. Returns whether it is valid, and its entry if there is
/// anything to say of it.
pub fn entry(text: &[u8], settings: &Settings) -> (bool, Option<FileReport>) {
    let JsonReport { mut files, summary } = json_report(text, settings);
    let is_silent = summary.errors == 0 && summary.warnings == 0;
    (summary.invalid == 0 && summary.documents > 0, if is_silent { None } else { files.pop() })
}

/// Whether every document of a text is a valid request, and there is one: the verdict of [`report`] without the report.
pub fn is_valid(text: &[u8], settings: &Settings) -> bool {
    let options = Options { max_diagnostics: 1, ..settings.options };
    let checker = Checker { options, ..settings.checker() };
    let syntax = settings.input.syntax();
    let is_valid = |text| checker.read(text, syntax).reports.iter().all(Report::is_valid);
    if settings.input != InputFormat::JsonLines {
        return is_valid(text);
    }
    let mut lines = lines(text).peekable();
    lines.peek().is_some() && lines.all(|line| is_valid(&text[line.range]))
}

#[cfg(test)]
mod tests {
    use super::{is_valid, json_report, report};
    use crate::Settings;

    /// Texts of each kind, and whether they are valid.
    const TEXTS: [(&str, &[u8], bool); 13] = [
        ("json", br#"{"job": {"type": "precheck", "params": {}}}"#, true),
        ("json", br#"{"job": {"type": "PRECHECK", "params": {}}}"#, false),
        ("json", b"", false),
        ("json", b"\xff", false),
        ("json", b"{", false),
        ("json-lines", b"", false),
        ("json-lines", b"\n \n", false),
        ("json-lines", b"{\"job\": {\"type\": \"precheck\", \"params\": {}}}\n\n", true),
        ("json-lines", b"{\"job\": {\"type\": \"precheck\", \"params\": {}}}\n{}\n", false),
        ("yaml", b"", false),
        ("yaml", b"job: {type: precheck, params: {}}", true),
        ("yaml", b"job: {type: precheck, params: {}}\n---\njob: {type: precheck, params: {}}", true),
        ("yaml", b"job: {type: precheck, params: {}}\n---\njob: {typ: precheck}", false),
    ];

    #[test]
    fn the_verdict_is_that_of_the_report() {
        for (input, text, expected) in TEXTS {
            let settings = Settings::from_json(&format!(r#"{{"input": "{input}"}}"#)).expect("they are settings");
            let shown = text.escape_ascii();
            assert_eq!(is_valid(text, &settings), expected, "{input} {shown}");
            assert_eq!(report(text, &settings).is_valid, expected, "{input} {shown}");
        }
    }

    #[test]
    fn values_are_what_the_format_writes() {
        for (input, text, _) in TEXTS {
            let settings = Settings::from_json(&format!(r#"{{"input": "{input}"}}"#)).expect("they are settings");
            let written = serde_json::from_str(&report(text, &settings).text).expect("the format is JSON");
            assert_eq!(json_report(text, &settings), written, "{input} {}", text.escape_ascii());
        }
    }
}
