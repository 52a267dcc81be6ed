//! Places inside a document: JSON Pointers (RFC 6901).

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use crate::kind::Kind;
use crate::node::Node;
use crate::tree::Tree;

/// A JSON Pointer (RFC 6901) in its string form: empty for the root, else `/` before each token.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer {
    text: String,
}

/// The text is not a JSON Pointer: it does not start with `/`, or a `~` is not followed by `0` or `1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidPointer;

impl fmt::Display for InvalidPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON Pointer is empty or starts with `/`, as `/jobs/0` does; in a name, `~` is written `~0` and `/` is written `~1`")
    }
}

impl std::error::Error for InvalidPointer {}

impl Pointer {
    /// The root.
    pub const fn new() -> Self {
        Self { text: String::new() }
    }

    /// The root, with the capacity for `bytes` bytes of a path down from it.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes) }
    }

    /// Reads the string form.
    ///
    /// # Errors
    /// [`InvalidPointer`] when the text does not follow RFC 6901, section 3.
    pub fn parse(text: &str) -> Result<Self, InvalidPointer> {
        let bytes = text.as_bytes();
        let escaped = |index: usize| matches!(bytes.get(index + 1), Some(b'0' | b'1'));
        let rooted = bytes.is_empty() || bytes[0] == b'/';
        if rooted && memchr::memchr_iter(b'~', bytes).all(escaped) {
            Ok(Self { text: text.to_owned() })
        } else {
            Err(InvalidPointer)
        }
    }

    /// The string form.
    pub fn into_string(self) -> String {
        self.text
    }

    /// Goes to the member `key`.
    pub fn push_key(&mut self, key: &str) {
        self.text.push('/');
        if !key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            return self.text.push_str(key);
        }
        for part in key.split_inclusive(['~', '/']) {
            match part.as_bytes().last() {
                Some(b'~') => self.text.extend([&part[..part.len() - 1], "~0"]),
                Some(b'/') => self.text.extend([&part[..part.len() - 1], "~1"]),
                _ => self.text.push_str(part),
            }
        }
    }

    /// Goes to the item at `index` (from 0).
    pub fn push_index(&mut self, index: usize) {
        self.text.push('/');
        match u32::try_from(index).ok().and_then(|index| char::from_digit(index, 10)) {
            Some(digit) => self.text.push(digit),
            // Writing to a string cannot fail.
            None => _ = write!(self.text, "{index}"),
        }
    }

    /// Goes to the parent; `false` at the root.
    pub fn pop(&mut self) -> bool {
        match self.text.rfind('/') {
            Some(slash) => {
                self.text.truncate(slash);
                true
            }
            None => false,
        }
    }

    /// The string form.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The tokens from the root, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.text.split('/').skip(1).map(|token| {
            if token.contains('~') {
                Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
            } else {
                Cow::Borrowed(token)
            }
        })
    }

    /// The node at this place, if the tree has it. `-` (after the last item) is no node.
    pub fn resolve<'t>(&self, tree: &'t Tree<'_>) -> Option<Node<'t>> {
        self.tokens().try_fold(tree.root(), |node, token| match node.kind() {
            Kind::Object => node.get(&token),
            Kind::Array => node.items().nth(index(&token)?),
            _ => None,
        })
    }
}

impl Tree<'_> {
    /// The innermost value at a byte, for what is known only by its place. A key stands for its member. Empty for what
    /// lies outside the root.
    pub fn pointer_at(&self, offset: u32) -> Pointer {
        let covers = |node: Node<'_>| node.span().start <= offset && offset < node.span().end;
        let mut pointer = Pointer::new();
        let mut node = self.root();
        loop {
            if let Some(member) = node.members().find(|member| covers(member.key) || covers(member.value)) {
                pointer.push_key(&member.key.as_str().unwrap_or_default());
                node = member.value;
            } else if let Some((index, item)) = node.items().enumerate().find(|(_, item)| covers(*item)) {
                pointer.push_index(index);
                node = item;
            } else {
                return pointer;
            }
        }
    }
}

/// An array index as RFC 6901 writes it: no sign, no leading zero.
fn index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = token.len() == 1 || !token.starts_with('0');
    if digits && canonical { token.parse().ok() } else { None }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::str::FromStr for Pointer {
    type Err = InvalidPointer;

    fn from_str(text: &str) -> Result<Self, InvalidPointer> {
        Self::parse(text)
    }
}
