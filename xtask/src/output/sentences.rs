//! Sentences about the words of the contract: the same in `drs explain` and on the site.

/// The classes of states, each with what it asks of whoever waits.
pub(super) const CLASSES: [(&str, &str); 5] = [
    ("moving", "It is left by itself: wait."),
    ("waiting", "It rests until somebody acts, or a time comes."),
    ("running", "It works."),
    ("failed", "It stopped with an error, and can be repaired or ended."),
    ("final", "It is over."),
];

/// What can have happened before an answer.
pub(super) const HAPPENED: [(&str, &str); 2] = [
    ("nothing", "Nothing: the call was not carried out."),
    ("unknown", "Nobody knows: the call may have been carried out."),
];

/// What may follow an attempt without a reply.
pub(super) const RETRIES: [(&str, &str); 3] = [
    ("read", "The call changes nothing: repeat it."),
    ("idempotent", "A second time changes nothing more: look at the state, then repeat it."),
    ("once", "A second time may do it twice: find out what happened, and never repeat it blindly."),
];

/// The sentence about a word; nothing if the word is not in the list.
pub(super) fn about(list: &[(&str, &'static str)], word: &str) -> &'static str {
    list.iter().find(|(known, _)| *known == word).map_or("", |(_, sentence)| *sentence)
}
