//! Where things are, from the root of the site.

/// The playground.
pub(super) const PLAYGROUND: &str = "playground.html";

/// The page of an operation.
pub(super) fn operation(id: &str) -> String {
    format!("operations/{id}.html")
}

/// The page of a rule.
pub(super) fn rule(id: &str) -> String {
    format!("rules/{id}.html")
}

/// The place of a state.
pub(super) fn state(machine: &str, name: &str) -> String {
    format!("states.html#{machine}.{name}")
}

/// The place of an answer to a call that failed, by its code or its name.
pub(super) fn error(name: &str) -> String {
    format!("errors.html#{name}")
}

/// The place of a region's host.
pub(super) fn region(service: &str, region: &str) -> String {
    format!("regions.html#{service}.{region}")
}

/// The place of an object on the page of an operation.
pub(super) fn object(page: &str, name: &str) -> String {
    format!("{page}#{name}")
}

/// The place of a field on the page of an operation.
pub(super) fn field(page: &str, object: &str, name: &str) -> String {
    format!("{page}#{object}.{name}")
}
