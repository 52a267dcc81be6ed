//! `services.rs`: the services as an enum, and the hosts of each by region.

use crate::contract::{Contract, pascal_case};
use crate::output::source::header;
use crate::value::Value;

pub(super) fn module(contract: &Contract) -> String {
    let services: Vec<_> = contract.endpoints.get("services").into_iter().flat_map(Value::members).collect();
    let mut text = header("The services and their hosts.");
    text.push_str("use crate::service::Facts;\n\n");
    text.push_str("/// A service, which answers under hosts of its own.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[non_exhaustive]\npub enum Service {\n");
    for (id, service) in &services {
        text.push_str(&format!("    /// {}.\n    {},\n", description(service), pascal_case(id)));
    }
    let all: String = services.iter().map(|(id, _)| format!("        Self::{},\n", pascal_case(id))).collect();
    text.push_str(&format!(
        "}}\n\nimpl Service {{\n    /// All of them.\n    pub const ALL: [Self; {}] = [\n{all}    ];\n}}\n\n",
        services.len()
    ));
    text.push_str(
        "/// What is known about each, in the order of the variants.\npub(crate) static FACTS: &[Facts] = &[\n",
    );
    for (id, service) in &services {
        text.push_str(&format!(
            "    Facts {{\n        id: {id:?},\n        description: {:?},\n",
            description(service)
        ));
        text.push_str("        hosts: &[\n");
        for (region, host) in service.get("regions").into_iter().flat_map(Value::members) {
            text.push_str(&format!("            ({region:?}, {:?}),\n", host.as_str().unwrap_or_default()));
        }
        text.push_str("        ],\n    },\n");
    }
    text.push_str("];\n");
    text
}

fn description(service: &Value) -> &str {
    service.get("description").and_then(Value::as_str).unwrap_or_default()
}
