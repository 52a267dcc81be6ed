//! The search for what may be hidden in a sound document.
//!
//! Most of a large document has nothing to hide: a look at each of its strings, without regard to what it is in, shows where
//! there may be something, and only what is around that is walked over.

use drs_text::{Kind, Node, Span, Tree};

use super::content::may_be_json;
use super::cover::Walk;
use super::inside::command::is_key_open;
use super::inside::secret_parts;
use super::pairs::name_in;
use super::row::may_announce;
use super::strings::unquoted;
use super::suspects::Suspects;

/// Documents with fewer nodes are walked over sooner than they are searched.
const MIN_NODES: usize = 1 << 10;

impl Walk<'_, '_> {
    /// Where something may be hidden in a document.
    pub(super) fn suspects(&mut self, tree: &Tree<'_>) -> Suspects {
        // What is below no key, as only the items of an array at the root are, depends on what was before it.
        let is_known = !tree.has_gaps() && tree.root().kind() == Kind::Object && !self.is_broken;
        if is_known && tree.node_count() >= MIN_NODES { self.search(tree) } else { Suspects::Everywhere }
    }

    /// The strings of a sound document that are a secret's name or have one in them.
    #[inline(never)]
    fn search(&mut self, tree: &Tree<'_>) -> Suspects {
        let mut starts = Vec::new();
        for (id, span) in tree.strings() {
            let is_key = is_key(self.text, span);
            let plain = if is_key { &self.plain_keys } else { &self.plain_values };
            if !plain.has(span) && !self.is_plain(tree.node(id), is_key) {
                starts.push(span.start);
            }
        }
        Suspects::At(starts, 0)
    }

    /// Whether a key or a text has nothing to hide, in it or behind it; if so, it is remembered.
    #[inline(never)]
    fn is_plain(&mut self, node: Node<'_>, is_key: bool) -> bool {
        let (inside, text) = (unquoted(node.raw()), node.as_str().unwrap_or_default());
        let secrets = self.keys.secrets();
        let is_plain = !may_announce(&text)
            && !is_key_open(&text)
            && !may_be_json(&text)
            && !text.contains('\\')
            && secret_parts(inside, secrets).is_empty()
            && (text == inside || secret_parts(&text, secrets).is_empty())
            // What is plain is remembered here, and need not be among the keys.
            && !secrets.are_named_by(if is_key { &text } else { name_in(&text) });
        if is_plain {
            let plain = if is_key { &mut self.plain_keys } else { &mut self.plain_values };
            plain.add(node.span());
        }
        is_plain
    }
}

/// Whether the string at `span` of a sound document is a key: a colon follows it.
#[inline]
fn is_key(text: &str, span: Span) -> bool {
    let behind = text.as_bytes().get(span.end as usize..).unwrap_or_default();
    match behind.first() {
        Some(b':') => true,
        Some(b',' | b'}' | b']') => false,
        _ => behind.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':'),
    }
}

#[cfg(test)]
mod tests {
    use drs_text::{Limits, json};
    use proptest::prelude::{Strategy, any, prop, prop_assert_eq, prop_oneof, proptest};

    use super::{Suspects, Walk};
    use crate::secrets::Secrets;

    /// Any JSON, with texts in it that hide something as keys, as values, or with an escape in them.
    fn value() -> impl Strategy<Value = String> {
        let text = prop::sample::select(vec![
            "\"password\"",
            "\"pass\\u0077ord\"",
            "\"password: x\"",
            "\"pass\\u0077ord: x\"",
            "\"mysql://root:x@h\"",
            r#""{\"password\": \"x\"}""#,
            r#""\u007b\"a\": \"x\"}""#,
            "\"name\"",
            "\"value\"",
            "\"a longer text than two words have\"",
            "\"a longer text that two words have\"",
            "\"\"",
            "\"é\"",
        ]);
        let leaf = prop_oneof![
            4 => text.clone().prop_map(str::to_owned),
            1 => prop::sample::select(vec!["1", "true", "null"]).prop_map(str::to_owned),
        ];
        leaf.prop_recursive(4, 40, 5, move |inner| {
            let member = (text.clone(), prop::sample::select(vec!["", " ", "\n "]), inner.clone());
            let member = member.prop_map(|(key, space, value)| format!("{key}{space}:{value}"));
            prop_oneof![
                1 => prop::collection::vec(inner, 0..5).prop_map(|items| format!("[{}]", items.join(","))),
                2 => prop::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(","))),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_search_finds_what_a_walk_finds(value in value(), pretty in any::<bool>()) {
            let value = if pretty { value.replace(',', ",\n  ") } else { value };
            let text = format!("{{\"a\": {value}, \"password\": [{value}], \"b\": {value}}}");
            let parsed = json::parse(text.as_bytes(), &Limits::default());
            // Equal keys are a fault, and with one a document is not searched.
            let tree = parsed.tree.as_ref().unwrap();
            let secrets = Secrets::new(&["password"]);
            let found = |search: bool| {
                let mut walk = Walk::new(&text, 0, &secrets);
                let suspects = if search { walk.search(tree) } else { Suspects::Everywhere };
                walk.walk(tree, suspects);
                walk.into_parts()
            };
            if !tree.has_gaps() {
                prop_assert_eq!(found(true), found(false));
            }
        }
    }
}
