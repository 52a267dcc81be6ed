//! What sources read of their surroundings: variables of the environment and the home folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fmt};

use crate::secret::Secret;

/// How the names of variables begin that any source reads.
const PREFIXES: [&str; 4] = ["HUAWEICLOUD_SDK_", "HW_", "DRS_", "HC_CONTAINER_"];

/// Variables of the environment and the home folder, as sources read them. `Debug` shows the names of the variables.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, Secret>,
    home: Option<PathBuf>,
}

impl Environment {
    /// These variables and this home folder, and nothing of the process.
    pub fn new<N: Into<String>, V: Into<Secret>>(
        variables: impl IntoIterator<Item = (N, V)>,
        home: Option<PathBuf>,
    ) -> Self {
        Self { variables: variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect(), home }
    }

    /// What the process has. A variable that is not text counts as unset.
    pub fn from_process() -> Self {
        let variables = env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        let known = variables.filter(|(name, _)| PREFIXES.iter().any(|prefix| name.starts_with(prefix)));
        Self::new(known.filter_map(|(name, value)| Some((name, value.into_string().ok()?))), env::home_dir())
    }

    /// The value of a variable. One that is empty counts as unset.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(Secret::expose).filter(|value| !value.is_empty())
    }

    /// The first of some variables that is set, with its value.
    pub(super) fn first<'n>(&self, names: &[&'n str]) -> Option<(&'n str, &str)> {
        names.iter().find_map(|name| Some((*name, self.get(name)?)))
    }

    /// A file in the home folder.
    pub(super) fn in_home(&self, path: &str) -> Option<PathBuf> {
        self.home.as_ref().map(|home| home.join(path))
    }

    /// A path as messages show it: the home folder as `~`.
    pub(super) fn shown(&self, path: &Path) -> String {
        let home = self.home.as_deref().filter(|home| home.parent().is_some());
        let in_home = home.and_then(|home| path.strip_prefix(home).ok());
        let shown = in_home.map_or_else(|| path.to_path_buf(), |rest| Path::new("~").join(rest));
        format!("`{}`", drs_diag::escape(&shown.to_string_lossy()))
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("variables", &self.variables.keys().collect::<Vec<_>>())
            .field("home", &self.home)
            .finish()
    }
}
