//! The credentials file of the vendor's SDKs: an ini file with a section for each identity.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use configparser::ini::Ini;

use super::file;
use super::finding::{Finding, Look};
use crate::auth::{Environment, SourceKind, State};
use crate::secret::Secret;

/// The variable that names the file.
const VARIABLE: &str = "HUAWEICLOUD_SDK_CREDENTIALS_FILE";

/// The section that is used unless another is asked for.
const DEFAULT_SECTION: &str = "basic";

/// Values by lower-case name.
type Section = BTreeMap<String, Secret>;

/// Reads section `[basic]`.
pub(super) fn default(environment: &Environment) -> Look {
    section(environment, DEFAULT_SECTION, SourceKind::CredentialsFile)
}

/// Reads a section.
pub(super) fn section(environment: &Environment, name: &str, kind: SourceKind) -> Look {
    let named = environment.get(VARIABLE).map(PathBuf::from);
    let is_named = named.is_some();
    let Some(path) = named.or_else(|| environment.in_home(".huaweicloud/credentials")) else {
        return Look::new(kind, "`~/.huaweicloud/credentials`", Finding::absent(State::NoFile));
    };
    let shown = environment.shown(&path);
    let source = format!("section `[{}]` of {shown}", drs_diag::escape(name));
    let read = file::read(&path, &shown);
    match read.and_then(|(text, warnings)| Ok((members(&text, name)?, warnings))) {
        Ok((section, warnings)) => {
            let percent = lone_percent_signs(&section, &shown);
            let section =
                section.into_iter().map(|(name, value)| (name, value.expose().replace("%%", "%").into())).collect();
            let mut look = Look::new(kind, source, finding(&section));
            look.settings.region = text(&section, "region");
            look.settings.project_id = text(&section, "project_id");
            look.settings.iam_endpoint = text(&section, "iam_endpoint");
            look.warnings = warnings;
            look.warnings.extend(percent);
            look
        }
        // A file that somebody names is meant to be there.
        Err(Finding::Absent { state: State::NoFile, .. }) if is_named => {
            let reason = format!("`{VARIABLE}` names it, and it does not exist");
            Look::new(kind, source, Finding::Unusable { state: State::NoFile, reason, help: None })
        }
        Err(finding) => Look::new(kind, source, finding),
    }
}

/// The members of a section. As the SDK for Python reads them: quotes and `#` inside a line belong to the value.
fn members(text: &str, name: &str) -> Result<Section, Finding> {
    let unreadable = |reason| Finding::Unusable { state: State::Unreadable, reason, help: None };
    let mut ini = Ini::new_cs();
    ini.set_comment_symbols(&['#', ';']);
    ini.set_inline_comment_symbols(Some(&[]));
    if let Some(twice) = repeated(text, name) {
        return Err(unreadable(format!("it has `{}` twice", drs_diag::escape(&twice))));
    }
    // The error names a line and a position.
    ini.read(text.to_owned())
        .map_err(|error| unreadable(format!("it is not an ini file: {}", error.to_lowercase())))?;
    let sections = ini.get_map_ref();
    let Some(found) = sections.get(name) else {
        let names =
            sections.keys().filter(|name| *name != "default").map(|name| format!("`[{}]`", drs_diag::escape(name)));
        let mut names: Vec<_> = names.collect();
        names.sort();
        let detail = (!names.is_empty()).then(|| format!("there are {}", names.join(", ")));
        return Err(Finding::Absent { state: State::NoProfile, detail });
    };
    let mut section = Section::new();
    for (name, value) in found {
        let name = name.to_lowercase();
        let Some(value) = value else { continue };
        if section.insert(name.clone(), value.as_str().into()).is_some() {
            return Err(unreadable(format!("it has `{}` twice", drs_diag::escape(&name))));
        }
    }
    Ok(section)
}

/// What a section has twice, or the section itself: a reader that takes the last one would pair members of two keys.
fn repeated(text: &str, name: &str) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut is_inside = false;
    for line in text.lines().map(str::trim).filter(|line| !line.starts_with(['#', ';'])) {
        let found = match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((section, _)) => {
                is_inside = section.trim() == name;
                is_inside.then(|| format!("[{name}]"))
            }
            None => line.split_once(['=', ':']).filter(|_| is_inside).map(|(key, _)| key.trim().to_lowercase()),
        };
        if let Some(found) = found
            && !seen.insert(found.clone())
        {
            return Some(found);
        }
    }
    None
}

fn finding(section: &Section) -> Finding {
    let get = |name| section.get(name).map(Secret::expose).filter(|value| !value.is_empty());
    match Finding::access_key(["`ak`", "`sk`"], get("ak"), get("sk"), get("security_token")) {
        Finding::Absent { .. } if get("idp_id").is_some() => Finding::federated(),
        // A section that is there is meant.
        Finding::Absent { .. } => Finding::Incomplete { missing: "`ak`".to_owned() },
        finding => finding,
    }
}

fn text(section: &Section, name: &str) -> Option<String> {
    section.get(name).map(|value| value.expose().to_owned()).filter(|value| !value.is_empty())
}

/// What to warn of: the SDK for Python wants each percent sign twice, and refuses one that stands alone.
fn lone_percent_signs(section: &Section, shown: &str) -> Vec<String> {
    let is_lone = |value: &Secret| value.expose().replace("%%", "").contains('%');
    let lone = section.iter().filter(|(_, value)| is_lone(value));
    lone.map(|(name, _)| {
        let name = drs_diag::escape(name);
        format!("a percent sign in `{name}` of {shown} is taken as it is, and refused by the vendor's SDK for Python")
    })
    .collect()
}
