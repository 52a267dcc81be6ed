//! The path to the value that is looked at, written as a pointer only where something is wrong.

use std::fmt::Write;

/// One step.
#[derive(Clone, Copy, Debug)]
pub(super) enum Segment<'d> {
    /// To a member.
    Key(&'d str),
    /// To an item.
    Index(usize),
}

/// The steps from the root.
#[derive(Clone, Debug, Default)]
pub(super) struct InstancePath<'d>(pub(super) Vec<Segment<'d>>);

impl InstancePath<'_> {
    /// The JSON Pointer of the value.
    pub(super) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in &self.0 {
            pointer.push('/');
            match segment {
                Segment::Key(key) if key.contains(['~', '/']) => {
                    pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
                }
                Segment::Key(key) => pointer.push_str(key),
                Segment::Index(index) => write!(pointer, "{index}").expect("text in memory takes everything"),
            }
        }
        pointer
    }
}
