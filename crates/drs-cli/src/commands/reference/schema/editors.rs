//! Settings that connect schemas to the files of requests in editors.

use std::path::{Component, Path};

use serde_json::{Map, Value, json};

/// The file with the settings for Visual Studio Code.
pub(super) const SETTINGS: &str = "vscode-settings.json";

/// The file with the first lines for YAML requests.
pub(super) const MODELINES: &str = "modelines.yaml";

/// The file of an operation's schema.
pub(super) fn file_name(operation: &str) -> String {
    format!("{operation}.schema.json")
}

/// The settings for Visual Studio Code: requests are known by their names (`update_job-orders.json`), or by a folder above
/// them (`update_job/orders.yaml`).
pub(super) fn settings(folder: &Path, operations: &[&str]) -> String {
    let mut for_json = Vec::new();
    let mut for_yaml = Map::new();
    for operation in operations {
        let url = address(folder, operation);
        let mut patterns = patterns(operation, &["json"]);
        // The schemas themselves have the names of their operations.
        patterns.push("!**/*.schema.json".to_owned());
        for_json.push(json!({"fileMatch": patterns, "url": url}));
        for_yaml.insert(url, json!(self::patterns(operation, &["yaml", "yml"])));
    }
    let settings = json!({"json.schemas": for_json, "yaml.schemas": Value::Object(for_yaml)});
    format!("{settings:#}\n")
}

/// The first lines by which a YAML request names its schema itself.
pub(super) fn modelines(folder: &Path, operations: &[&str]) -> String {
    let mut text = String::from(
        "# The first line of a YAML request, for editors that use yaml-language-server. A relative path starts from the\n\
         # folder of the request.\n",
    );
    for operation in operations {
        text.push_str(&format!("\n# {operation}:\n# yaml-language-server: $schema={}\n", address(folder, operation)));
    }
    text
}

/// Instructions for a person about the files in `folder`.
pub(super) fn explanation(folder: &str) -> String {
    format!(
        "Visual Studio Code: copy the contents of {folder}/{SETTINGS} into .vscode/settings.json, and open the folder\n\
         in which this command was run. A request is then recognised by its name (update_job-orders.json) or by a\n\
         folder above it (update_job/orders.yaml); YAML needs the extension redhat.vscode-yaml.\n\
         Other editors with yaml-language-server: put the matching line of {folder}/{MODELINES} at the top of a request.\n"
    )
}

fn patterns(operation: &str, endings: &[&str]) -> Vec<String> {
    let named = endings.iter().map(|ending| format!("**/{operation}*.{ending}"));
    let inside = endings.iter().map(|ending| format!("**/{operation}/**/*.{ending}"));
    named.chain(inside).collect()
}

/// Where a schema is: below the folder that the editor opens, or anywhere as a `file` address (RFC 8089).
fn address(folder: &Path, operation: &str) -> String {
    let path = folder.join(file_name(operation));
    let is_absolute = path.is_absolute();
    let names = path.components().filter_map(|component| match component {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        Component::ParentDir => Some("..".to_owned()),
        Component::Prefix(prefix) => Some(prefix.as_os_str().to_string_lossy().into_owned()),
        Component::RootDir | Component::CurDir => None,
    });
    let names: Vec<_> = names.collect();
    if is_absolute {
        let names: Vec<_> = names.iter().map(|name| percent_encoded(name)).collect();
        format!("file:///{}", names.join("/"))
    } else {
        format!("./{}", names.join("/"))
    }
}

/// A segment of the path of an address (RFC 3986).
fn percent_encoded(segment: &str) -> String {
    let mut text = String::new();
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::address;

    #[test]
    fn address_of_a_schema_is_relative_or_a_file_url() {
        for (folder, expected) in [
            (".schemas", "./.schemas/x.schema.json"),
            ("./a/../b", "./a/../b/x.schema.json"),
            ("my schemas", "./my schemas/x.schema.json"),
            ("/opt/my schemas", "file:///opt/my%20schemas/x.schema.json"),
        ] {
            assert_eq!(address(Path::new(folder), "x"), expected);
        }
    }
}
