//! How a reader of JSON Schema takes texts and numbers.

use std::collections::BTreeMap;
use std::rc::Rc;

use regex::Regex;

use super::number::Number;

/// How a reader of JSON Schema differs from the standard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// `$` also matches before a line feed at the end.
    pub(crate) lenient_end: bool,
    /// Numbers are binary floating point.
    pub(crate) floats: bool,
}

/// The patterns of a contract in a dialect.
#[derive(Clone)]
pub(super) struct Reader {
    pub(super) patterns: Rc<BTreeMap<String, Regex>>,
    pub(super) dialect: Dialect,
}

impl Reader {
    /// Whether a text matches a pattern.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> bool {
        let regex = &self.patterns[pattern];
        let shorter = text.strip_suffix('\n').filter(|_| self.dialect.lenient_end);
        regex.is_match(text) || shorter.is_some_and(|text| regex.is_match(text))
    }

    /// The value of a number.
    pub(super) fn number(&self, text: &str) -> Number {
        if self.dialect.floats { Number::float(text) } else { Number::exact(text) }
    }
}
