//! A parse as text.

use drs_text::{FaultKind, Kind, Limits, Node, Parsed, json, yaml};

/// The value as compact JSON, then each fault: its name, what its span covers, and after `<-` what it is related to.
/// `!` stands before a placeholder and behind a container whose end is missing.
pub(crate) fn parsed(source: &[u8], parsed: &Parsed<'_>) -> String {
    let slice = |span: drs_text::Span| String::from_utf8_lossy(&source[span.range()]).into_owned();
    let mut lines = vec![parsed.tree.as_ref().map_or_else(|| "nothing".to_owned(), |tree| value(tree.root()))];
    for fault in &parsed.faults {
        let what =
            if fault.span.is_empty() { format!("at {}", fault.span.start) } else { format!("`{}`", slice(fault.span)) };
        let detail = match &fault.kind {
            FaultKind::UnexpectedEnd { expected } | FaultKind::UnexpectedToken { expected } => {
                format!(" expected {expected}")
            }
            FaultKind::InvalidNumber { reason } => format!(" {reason:?}"),
            FaultKind::AmbiguousScalar { reading } => format!(" {reading:?}"),
            FaultKind::TooDeep { limit } | FaultKind::TooLarge { limit } | FaultKind::AliasBudget { limit } => {
                format!(" {limit}")
            }
            FaultKind::YamlSyntax { reason } => format!(" ({reason})"),
            _ => String::new(),
        };
        let related = fault.related.map_or_else(String::new, |span| format!(" <- `{}` at {}", slice(span), span.start));
        lines.push(format!("{} {what}{detail}{related}", fault.kind.name()));
    }
    lines.join("\n")
}

/// A JSON text, parsed with the default limits.
pub(crate) fn json(source: impl AsRef<[u8]>) -> String {
    let source = source.as_ref();
    parsed(source, &json::parse(source, &Limits::default()))
}

/// A value as compact JSON.
pub(crate) fn value(node: Node<'_>) -> String {
    let mark = if node.is_placeholder() { "!" } else { "" };
    let end = if node.is_truncated() { "!" } else { "" };
    let text = match node.kind() {
        Kind::Null => "null".to_owned(),
        Kind::Bool => node.as_bool().unwrap().to_string(),
        Kind::Number => node.as_number().unwrap_or("number").to_owned(),
        Kind::String => serde_json::to_string(&node.as_str().unwrap()).unwrap(),
        Kind::Array => format!("[{}]{end}", node.items().map(value).collect::<Vec<_>>().join(",")),
        Kind::Object => {
            let members = node.members().map(|member| format!("{}:{}", value(member.key), value(member.value)));
            format!("{{{}}}{end}", members.collect::<Vec<_>>().join(","))
        }
    };
    format!("{mark}{text}")
}

/// A YAML text, parsed with the default limits; its documents one below the other.
pub(crate) fn yaml(source: impl AsRef<[u8]>) -> String {
    let source = source.as_ref();
    let documents = yaml::parse_stream(source, &Limits::default());
    documents.iter().map(|document| parsed(source, document)).collect::<Vec<_>>().join("\n---\n")
}

/// Every node's kind and source slice, in document order.
pub(crate) fn spans(parsed: &Parsed<'_>) -> String {
    let Some(tree) = &parsed.tree else { return String::new() };
    let mut lines = Vec::new();
    let mut nodes = vec![tree.root()];
    while let Some(node) = nodes.pop() {
        lines.push(format!("{} `{}`", node.kind(), node.raw()));
        let mut children: Vec<_> =
            node.items().chain(node.members().flat_map(|member| [member.key, member.value])).collect();
        children.reverse();
        nodes.extend(children);
    }
    lines.join("\n")
}

/// So many cases, the same ones each time.
pub(crate) fn config(cases: u32) -> proptest::test_runner::Config {
    let rng_seed = proptest::test_runner::RngSeed::Fixed(0x05EE_D0F1);
    proptest::test_runner::Config { cases, rng_seed, failure_persistence: None, ..Default::default() }
}
