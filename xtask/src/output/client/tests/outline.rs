//! The lowered document as a reader wants it: one line a member, `!` for what is required, `?` for what may be `null`.

use serde_json::Value;

use super::super::lower::Lowered;

/// Components, then operations.
pub(super) fn outline(lowered: &Lowered) -> String {
    let mut lines = Vec::new();
    for (name, schema) in lowered.document["components"]["schemas"].as_object().unwrap() {
        let replacement = lowered.replacements.get(name).map(|replacement| format!(" => {}", replacement.rust()));
        lines.push(format!("{name}: {}{}", kind(schema), replacement.unwrap_or_default()));
        for (member, schema) in schema["properties"].as_object().into_iter().flatten() {
            let required = lowered.document["components"]["schemas"][name]["required"].as_array();
            let mark =
                if required.is_some_and(|names| names.iter().any(|required| *required == **member)) { "!" } else { "" };
            lines.push(format!("  {member}{mark}: {}", kind(schema)));
        }
    }
    for (path, item) in lowered.document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            lines.push(format!("{} {path} {}", method.to_uppercase(), operation["operationId"].as_str().unwrap()));
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let mark = if parameter["required"] == true { "!" } else { "" };
                let (place, name) = (parameter["in"].as_str().unwrap(), parameter["name"].as_str().unwrap());
                lines.push(format!("  {place} {name}{mark}: {}", kind(&parameter["schema"])));
            }
            if let Some(body) = operation.get("requestBody") {
                lines.push(format!("  body: {}", kind(&body["content"]["application/json"]["schema"])));
            }
            for (status, response) in operation["responses"].as_object().unwrap() {
                lines.push(format!("  {status}: {}", kind(&response["content"]["application/json"]["schema"])));
            }
        }
    }
    lines.join("\n")
}

fn kind(schema: &Value) -> String {
    let null = if schema["nullable"] == true { "?" } else { "" };
    format!("{}{null}", plain(schema))
}

fn plain(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap().to_owned();
    }
    if let Some([only]) = schema["allOf"].as_array().map(Vec::as_slice) {
        return kind(only);
    }
    if let Some(arms) = schema["oneOf"].as_array() {
        return arms.iter().map(kind).collect::<Vec<_>>().join(" | ");
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().map(Value::to_string).collect::<Vec<_>>().join(" | ");
    }
    match schema["type"].as_str() {
        Some("array") => format!("[{}]", kind(&schema["items"])),
        Some("object") if schema["additionalProperties"].is_object() => {
            format!("{{{}}}", kind(&schema["additionalProperties"]))
        }
        Some("object") => if schema["additionalProperties"] == false { "closed object" } else { "object" }.to_owned(),
        Some(name) => {
            let limits = ["format", "minimum", "maximum", "minLength", "maxLength", "pattern"].into_iter();
            let limits = limits.filter_map(|key| schema.get(key).map(|limit| format!(" {key}={limit}")));
            format!("{name}{}", limits.collect::<String>())
        }
        None => "anything".to_owned(),
    }
}
