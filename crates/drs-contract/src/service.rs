//! What is known about a service.

use std::fmt;

use crate::Service;
use crate::generated::services::FACTS;

/// A service, as the generated table has it.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) id: &'static str,
    pub(crate) description: &'static str,
    pub(crate) hosts: &'static [(&'static str, &'static str)],
}

impl Service {
    fn facts(self) -> &'static Facts {
        &FACTS[self as usize]
    }

    /// Name of the service in the contract's table of endpoints, such as `drs`.
    pub fn id(self) -> &'static str {
        self.facts().id
    }

    /// Full name of the service.
    pub fn description(self) -> &'static str {
        self.facts().description
    }

    /// Regions with the host of the service in each.
    pub fn hosts(self) -> &'static [(&'static str, &'static str)] {
        self.facts().hosts
    }

    /// Host of the service in a region.
    pub fn host(self, region: &str) -> Option<&'static str> {
        self.hosts().iter().find(|(name, _)| *name == region).map(|(_, host)| *host)
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
