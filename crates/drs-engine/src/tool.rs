//! The description of this program and its rules, for reports that other programs read.

use drs_contract::Page;
use drs_diag::{RuleInfo, Severity, Tool};

/// The description of this program.
pub const TOOL: Tool = Tool {
    name: "drs",
    version: env!("CARGO_PKG_VERSION"),
    uri: Some(SERVICE),
    rule: |id| Page::from_id(id).map(info),
};

/// The documentation of the service whose requests are checked, of JSON, and of YAML.
const SERVICE: &str = "https://support.huaweicloud.com/intl/en-us/drs/index.html";
const JSON: &str = "https://www.rfc-editor.org/rfc/rfc8259";
const YAML: &str = "https://yaml.org/spec/1.2.2/";

/// The rule of a page: its summary is the first paragraph below the first heading of a section; its help is all but the title.
fn info(page: &Page) -> RuleInfo {
    let body = page.text.find("\n## ").map_or(page.text, |at| &page.text[at + 1..]);
    let paragraph = body.split("\n\n").nth(1).unwrap_or(page.name);
    RuleInfo {
        name: page.name.to_owned(),
        severity: if page.severity == Severity::Warning.as_str() { Severity::Warning } else { Severity::Error },
        summary: paragraph.lines().collect::<Vec<_>>().join(" "),
        help: with_plain_fences(body.trim_end()),
        uri: Some(source(page).to_owned()),
    }
}

/// Markdown with fences that name the language alone, without the schema that an example is checked against.
fn with_plain_fences(markdown: &str) -> String {
    let line = |line| match str::split_once(line, ' ') {
        Some((fence, _)) if fence.starts_with("```") => fence,
        _ => line,
    };
    markdown.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Where the source of a page can be read.
fn source(page: &Page) -> &'static str {
    match page.text.split("\n## Source\n").nth(1) {
        Some(source) if page.id.starts_with("DRS-J") => {
            if source.contains("YAML") {
                YAML
            } else {
                JSON
            }
        }
        _ => SERVICE,
    }
}

#[cfg(test)]
mod tests {
    use drs_contract::PAGES;

    use super::*;

    #[test]
    fn every_page_has_a_summary_and_a_help() {
        for page in PAGES {
            let rule = (TOOL.rule)(page.id).expect("it is a page");
            assert_eq!(rule.severity.as_str(), page.severity);
            assert!(rule.help.starts_with("## "), "{}: {}", page.id, rule.help);
            let mut fences = rule.help.lines().filter(|line| line.starts_with("```"));
            assert!(fences.all(|fence| !fence.contains(' ')), "{}: {}", page.id, rule.help);
            assert!(
                rule.summary.ends_with('.') && !rule.summary.contains(['#', '\n']),
                "{}: {}",
                page.id,
                rule.summary
            );
        }
        assert_eq!((TOOL.rule)("DRS-X000"), None);
    }
}
