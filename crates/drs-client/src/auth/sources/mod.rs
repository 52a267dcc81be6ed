//! The places where credentials are looked for, one file each, and what each says.

mod asked;
mod credentials_file;
mod file;
mod finding;
mod given;
mod hw_environment;
mod koocli;
mod profile;
mod sdk_environment;

pub(super) use asked::asked;
pub(in crate::auth) use file::read as secret_file;
pub(super) use finding::{Finding, Holds, Look, PlaceSettings};
pub(super) use given::Given;
pub(super) use profile::named;

use super::Environment;

/// Looks at every place that needs no asking, in the order in which they decide. `region` is that of the calls, as far as it is
/// known without credentials.
pub(super) fn look_everywhere(environment: &Environment, region: Option<&str>) -> Vec<Look> {
    vec![
        sdk_environment::look(environment),
        hw_environment::look(environment, region),
        credentials_file::default(environment),
        koocli::current(environment),
    ]
}
