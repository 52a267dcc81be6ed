//! Names of tasks.

use std::collections::BTreeSet;

/// Names as a sentence has them.
pub(super) fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{}`", drs_diag::escape(name))).collect::<Vec<_>>().join(", ")
}

/// Names without their case.
pub(super) fn keys(names: &[String]) -> BTreeSet<String> {
    names.iter().map(|name| name.to_lowercase()).collect()
}
