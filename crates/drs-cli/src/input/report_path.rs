//! The paths of inputs in reports.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf, absolute};

use drs_diag::Format;

/// The variables in which CI systems name the root of the checkout.
const ROOTS: [&str; 2] = ["CI_PROJECT_DIR", "GITHUB_WORKSPACE"];

/// The naming of inputs in a report: as the user named them or, where the reader is a code host, relative to the root of the
/// checkout.
#[derive(Debug)]
pub(crate) struct ReportPaths {
    roots: Vec<PathBuf>,
}

impl ReportPaths {
    /// The naming in a format.
    pub(crate) fn of(format: Format) -> Self {
        let mut roots = Vec::new();
        if matches!(format, Format::Github | Format::Gitlab | Format::Sarif) {
            let named = ROOTS.iter().filter_map(env::var_os).filter(|root| !root.is_empty()).map(PathBuf::from);
            for root in named.chain(env::current_dir().ok()) {
                roots.extend(absolute(&root));
                roots.extend(fs::canonicalize(&root));
            }
        }
        Self { roots }
    }

    /// The name of a path. One that is outside of every root stays as it is.
    pub(crate) fn name(&self, path: &Path) -> String {
        let paths = if self.roots.is_empty() { [None, None] } else { [plain(path), real(path)] };
        let relative = |root: &PathBuf| paths.iter().flatten().find_map(|path| path.strip_prefix(root).ok());
        self.roots.iter().find_map(relative).unwrap_or(path).display().to_string()
    }
}

/// The absolute path, unless it has `..`, which leads elsewhere behind a link.
fn plain(path: &Path) -> Option<PathBuf> {
    let has_parents = path.components().any(|component| component == Component::ParentDir);
    absolute(path).ok().filter(|_| !has_parents)
}

/// The path with the links of its folder resolved. The file keeps its name even if it is a link itself.
fn real(path: &Path) -> Option<PathBuf> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(fs::canonicalize(parent).ok()?.join(path.file_name()?))
}
