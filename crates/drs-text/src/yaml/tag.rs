//! Tags of the core schema.

use saphyr_parser::Tag;

/// What `!!` stands for.
const CORE: &str = "tag:yaml.org,2002:";

/// The name of a tag of the core schema; `!` is the one that says "no plain scalar".
pub(super) fn core(tag: &Tag) -> Option<&str> {
    if tag.handle.is_empty() && tag.suffix == "!" {
        return Some("str");
    }
    if tag.handle == CORE { Some(&tag.suffix) } else { tag.suffix.strip_prefix(CORE).filter(|_| tag.handle.is_empty()) }
}
