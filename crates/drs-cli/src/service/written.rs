//! A document written as JSON, with something else in place of its secrets.

use drs_diag::MASK;
use drs_text::{Kind, Node};
use zeroize::Zeroizing;

/// What stands in place of a secret.
pub(super) enum Secret {
    /// This text, as JSON writes it.
    Text(Zeroizing<String>),
    /// These characters as they are, in quotes.
    Raw(String),
    /// Stars.
    Mask,
}

/// A value as JSON. What `replace` gets is the name of the member that a secret stands under, and the secret.
pub(super) fn written(
    root: Node<'_>,
    length: usize,
    replace: &mut dyn FnMut(&str, &str) -> Secret,
) -> Zeroizing<Vec<u8>> {
    // Memory that a buffer leaves when it grows is not overwritten, so it begins with more than most texts need.
    let mut out = Zeroizing::new(Vec::with_capacity(2 * length + (64 << 10)));
    let mut writer = Writer { out: &mut out, replace };
    writer.value(root, None);
    out
}

struct Writer<'w> {
    out: &'w mut Vec<u8>,
    replace: &'w mut dyn FnMut(&str, &str) -> Secret,
}

impl Writer<'_> {
    /// Writes a value. `secret` is the name that makes it one.
    fn value(&mut self, node: Node<'_>, secret: Option<&str>) {
        match node.kind() {
            Kind::Object => {
                self.out.push(b'{');
                for (index, member) in node.members().enumerate() {
                    if index > 0 {
                        self.out.push(b',');
                    }
                    let name = member.key.as_str().unwrap_or_default();
                    self.text(&name);
                    self.out.push(b':');
                    let is_secret = drs_validate::secrets().is_secret(&name);
                    self.value(member.value, secret.or(is_secret.then_some(&*name)));
                }
                self.out.push(b'}');
            }
            Kind::Array => {
                self.out.push(b'[');
                for (index, item) in node.items().enumerate() {
                    if index > 0 {
                        self.out.push(b',');
                    }
                    self.value(item, secret);
                }
                self.out.push(b']');
            }
            Kind::String => {
                let text = node.as_str().unwrap_or_default();
                match secret.map(|name| (self.replace)(name, &text)) {
                    None => self.text(&text),
                    Some(Secret::Text(text)) => self.text(&text),
                    Some(Secret::Raw(raw)) => self.out.extend(format!("\"{raw}\"").bytes()),
                    Some(Secret::Mask) => self.out.extend(format!("\"{MASK}\"").bytes()),
                }
            }
            Kind::Number => self.out.extend(node.as_number().unwrap_or("null").bytes()),
            Kind::Bool => self.out.extend(node.as_bool().unwrap_or_default().to_string().bytes()),
            Kind::Null => self.out.extend(b"null"),
        }
    }

    fn text(&mut self, text: &str) {
        // Writing to a vector cannot fail.
        let _ = serde_json::to_writer(&mut *self.out, text);
    }
}
