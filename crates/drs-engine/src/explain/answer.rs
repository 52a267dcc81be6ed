//! The explanation of an error code.

use drs_contract::Answer;

use super::prose::Prose;

/// The explanation of one answer.
pub(crate) fn text(answer: &Answer, prose: Prose) -> String {
    let statuses: Vec<_> = answer.statuses.iter().map(ToString::to_string).collect();
    let statuses = format!("status {}, from the {}", statuses.join(" or "), answer.by);
    let mut text = prose.title(&format!("{}: {} ({statuses})", answer.code.unwrap_or_default(), answer.name));
    text.push_str(&prose.paragraph(answer.meaning));
    text.push_str(&prose.heading("What to do"));
    text.push_str(&prose.paragraph(answer.remedy));
    text.push_str(&prose.heading("Whether anything happened"));
    text.push_str(&prose.paragraph(answer.happened.sentence()));
    text.push_str(&prose.heading("Source"));
    text.push_str(&prose.paragraph(&format!("{} ({})", answer.source, answer.evidence.as_str())));
    text
}
