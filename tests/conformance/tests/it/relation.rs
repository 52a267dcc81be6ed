//! How the validator and the published schemas speak of one mistake.

/// Where the second pointer leads as seen from the first; `None` if neither leads into the other.
pub(crate) fn relation(from: &str, to: &str) -> Option<&'static str> {
    let leads = |a: &str, b: &str| b.strip_prefix(a).is_some_and(|rest| rest.starts_with('/'));
    if from == to {
        Some("at it")
    } else if leads(from, to) {
        Some("inside")
    } else {
        leads(to, from).then_some("around it")
    }
}

/// Whether a keyword is what an id is about.
pub(crate) fn explains(id: &str, keyword: &str) -> bool {
    match id {
        "DRS-S001" => keyword == "required",
        "DRS-S002" | "DRS-S015" => keyword == "additionalProperties",
        "DRS-S003" => matches!(keyword, "type" | "enum" | "anyOf"),
        "DRS-S016" => matches!(keyword, "type" | "additionalProperties"),
        "DRS-S004" => matches!(keyword, "enum" | "anyOf"),
        "DRS-S005" => keyword == "minLength",
        "DRS-S006" => keyword == "maxLength",
        "DRS-S007" => matches!(keyword, "pattern" | "anyOf"),
        "DRS-S008" => matches!(keyword, "minimum" | "anyOf"),
        "DRS-S009" => matches!(keyword, "maximum" | "anyOf"),
        "DRS-S010" => matches!(keyword, "type" | "anyOf"),
        "DRS-S012" => keyword == "maxItems",
        _ => id.starts_with("DRS-P"),
    }
}
