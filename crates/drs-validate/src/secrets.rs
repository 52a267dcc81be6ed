//! Whose values are secrets.

use std::sync::LazyLock;

use drs_diag::Secrets;

use crate::generated::secrets::NAMES;
use crate::vocabulary::is_word;

/// The names of the members whose values are secrets.
pub fn secrets() -> &'static Secrets {
    static SECRETS: LazyLock<Secrets> = LazyLock::new(|| Secrets::new(NAMES).with_words(is_word));
    &SECRETS
}
