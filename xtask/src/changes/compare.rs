//! Two versions in, their changes out.

use super::change::Changes;
use super::comparison::Comparison;
use super::version::Version;
use super::{catalog, constants, rename};

/// What changed from one version to the other.
pub fn compare(old: &Version, new: &Version) -> Changes {
    if old == new {
        return Vec::new().into();
    }
    let (renamed, mut changes) = rename::follow(&old.openapi, &new.openapi);
    let mut comparison = Comparison::new(&renamed, &new.openapi);
    comparison.document();
    changes.append(&mut comparison.changes);
    changes.extend(catalog::compare(old, new));
    changes.extend(constants::compare(old, new));
    changes.into()
}
