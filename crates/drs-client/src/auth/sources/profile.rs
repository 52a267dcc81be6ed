//! A profile that was named: of the vendor's credentials file (`sdk:NAME`), of KooCLI (`hcloud:NAME`), or of the one that has it.

use super::finding::{Finding, Look};
use super::{credentials_file, koocli};
use crate::auth::{Environment, SourceKind, State};

/// Reads a profile by name. One that is not there is not passed over: somebody has asked for it.
pub(in crate::auth) fn named(environment: &Environment, name: &str) -> Look {
    let of_sdk = |name| credentials_file::section(environment, name, SourceKind::Profile);
    let of_koocli = |name| koocli::look(environment, Some(name), SourceKind::Profile);
    if let Some(name) = name.strip_prefix("sdk:") {
        return demanded(of_sdk(name), name);
    }
    if let Some(name) = name.strip_prefix("hcloud:") {
        return demanded(of_koocli(name), name);
    }
    let (sdk, koocli) = (of_sdk(name), of_koocli(name));
    let shown = drs_diag::escape(name);
    let unusable = |state, reason, help| {
        Look::new(
            SourceKind::Profile,
            format!("profile `{shown}`"),
            Finding::Unusable { state, reason, help: Some(help) },
        )
    };
    match (&sdk.finding, &koocli.finding) {
        (Finding::Absent { .. }, Finding::Absent { .. }) => {
            let reason = format!("there is neither {} nor {}", absent(&sdk), absent(&koocli));
            unusable(State::NoProfile, reason, "name a profile that exists".to_owned())
        }
        (Finding::Absent { .. }, _) => koocli,
        (_, Finding::Absent { .. }) => sdk,
        _ => unusable(
            State::Contradictory,
            format!("there are {} and {}", sdk.source, koocli.source),
            format!("write `sdk:{shown}` or `hcloud:{shown}`"),
        ),
    }
}

/// What somebody has asked for has to be there.
fn demanded(look: Look, name: &str) -> Look {
    let Finding::Absent { state, .. } = look.finding else { return look };
    let reason = format!("there is no {}", absent(&look));
    let source = format!("profile `{}`", drs_diag::escape(name));
    Look { source, finding: Finding::Unusable { state, reason, help: None }, ..look }
}

/// What is not there, and what is there instead.
fn absent(look: &Look) -> String {
    match &look.finding {
        Finding::Absent { detail: Some(detail), .. } => format!("{} ({detail})", look.source),
        _ => look.source.clone(),
    }
}
