//! What the readers of each format need: terminals, programs, and the services that annotate.

use std::collections::BTreeSet;

use drs_diag::Format;
use drs_diag::report::{JsonReport, LineReport};
use roxmltree::Document;
use serde_json::Value;

/// Fails if `output` harms who reads `format`.
pub(super) fn reads(format: Format, output: &str) {
    let harmful = output.chars().find(|&c| c != '\n' && is_harmful(c));
    assert_eq!(harmful, None, "{format} writes it as it is: {output}");
    let is_command = |line: &str| line.trim_start().starts_with("::");
    match format {
        Format::Github => assert!(output.lines().all(is_annotation), "{output}"),
        _ => assert!(!output.lines().any(is_command), "{format} speaks to a log: {output}"),
    }
    match format {
        Format::Json => drop(serde_json::from_str::<JsonReport>(output).expect("it is a report")),
        Format::JsonLines => {
            for line in output.lines() {
                serde_json::from_str::<LineReport>(line).expect("each line is a report");
            }
        }
        Format::Sarif => {
            let log: Value = serde_json::from_str(output).expect("SARIF is JSON");
            assert!(log["runs"][0]["results"].is_array(), "{output}");
        }
        Format::Gitlab => {
            let issues: Vec<Value> = serde_json::from_str(output).expect("it is a list");
            let prints: BTreeSet<_> = issues.iter().map(|issue| issue["fingerprint"].as_str()).collect();
            assert!(prints.len() == issues.len() && !prints.contains(&None), "{output}");
        }
        Format::Junit => {
            let document = Document::parse(output).unwrap_or_else(|error| panic!("{error}: {output}"));
            assert!(document.root_element().has_tag_name("testsuites"), "{output}");
        }
        _ => {}
    }
}

/// Characters that steer a terminal, turn text around, or cannot be seen.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{e0000}'..='\u{e0fff}')
}

/// Whether a line is one annotation of a place in a file, and no other command.
fn is_annotation(line: &str) -> bool {
    let rest = ["::error ", "::warning ", "::notice "].iter().find_map(|name| line.strip_prefix(name));
    let properties = rest.and_then(|rest| rest.split_once("::")).map(|(properties, _)| properties);
    let known = |property: &str| {
        let name = property.split_once('=').map_or("", |(name, _)| name);
        ["title", "file", "line", "endLine", "col", "endColumn"].contains(&name)
    };
    properties.is_some_and(|properties| properties.split(',').all(known))
}
