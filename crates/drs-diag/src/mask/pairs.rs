//! Objects that are one member: `{"name": "password", "value": "x"}`.

use drs_text::{Kind, Member, Node};

use super::cover::Walk;
use super::named::{is_value, says_name};
use super::region::{Cover, Region};
use super::strings::strings_of;

/// Of longer texts this much of the end is looked at as a name.
const MAX_NAME_BYTES: usize = 64;

impl Walk<'_, '_> {
    /// Hides the values of `object` if a member says that they are called like a secret, whichever comes first. Returns
    /// whether it does.
    #[inline]
    pub(super) fn pair(&mut self, Member { key, value }: Member<'_>, object: Node<'_>) -> bool {
        let is_text = value.kind() == Kind::String || value.is_placeholder();
        let is_hidden = is_text
            && !self.plain_values.has(value.span())
            && self.is_named(value)
            && key.as_str().is_some_and(|key| says_name(&key));
        let is_hidden = is_hidden || self.is_key_a_pair(key);
        if is_hidden {
            for member in object.members().filter(|member| is_value(member.key)) {
                strings_of(member.value, &mut self.strings);
                self.regions.push(Region::new(member.value.span(), Cover::Value));
            }
        }
        is_hidden
    }

    /// Whether a key has both in it, as in YAML where the blank behind a colon is missing: `{name:password, value: x}`.
    fn is_key_a_pair(&mut self, key: Node<'_>) -> bool {
        !self.plain_keys.has(key.span())
            && key.as_str().is_some_and(|key| {
                key.split_once(':').is_some_and(|(name, value)| says_name(name) && self.keys.is_secret(value))
            })
    }

    /// Whether a text is the name of a secret.
    pub(super) fn is_named(&mut self, text: Node<'_>) -> bool {
        let name = text.as_str().unwrap_or_else(|| text.raw().into());
        self.keys.is_secret(name_in(&name))
    }
}

/// The part of a text that is looked at as a name.
pub(super) fn name_in(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(MAX_NAME_BYTES))..]
}
