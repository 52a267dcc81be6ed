//! What documents do not show because they are wrong in another way.

use super::doc::Doc;
use super::sample::Place;
use xtask::contract::Rule;

/// Something that is still to be shown in a request that is right.
#[derive(Clone, Debug)]
pub(super) enum Hidden<'c> {
    /// A listed value at a place.
    Listed(Place<'c>, String),
    /// A member of the object at a place.
    Member(Place<'c>, String),
    /// The longest text at a place: in a request that breaks nothing but rules, and in one that was made to fit them.
    Longest(Place<'c>, [Doc; 2]),
    /// An array whose items may not be alike.
    Many(Place<'c>, Doc),
    /// A pattern of a rule on the object at a place.
    Pattern(Place<'c>, &'c Rule),
}
