//! The configuration of KooCLI, the vendor's command line: a list of profiles, of which one is current.

use serde::Deserialize;

use super::file;
use super::finding::{Finding, Look};
use crate::auth::{Environment, SourceKind, State};
use crate::secret::Secret;

/// The most characters of a secret key that is not encrypted.
const MAX_SECRET_KEY_CHARS: usize = 80;

/// As much of the file as is read. What else is in it belongs to others.
#[derive(Deserialize)]
struct Configuration {
    #[serde(default)]
    current: Option<String>,
    #[serde(default)]
    profiles: Vec<Profile>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Profile {
    #[serde(default)]
    name: String,
    #[serde(default)]
    mode: Option<String>,
    #[serde(flatten)]
    key: Key,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    project_id: Option<String>,
    #[serde(default)]
    agency_name: Option<String>,
    #[serde(default)]
    sso_auth: Option<SsoAuth>,
}

#[derive(Deserialize)]
struct Key {
    #[serde(default, rename = "accessKeyId")]
    id: Option<Secret>,
    #[serde(default, rename = "secretAccessKey")]
    secret: Option<Secret>,
    #[serde(default, rename = "securityToken")]
    token: Option<Secret>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SsoAuth {
    #[serde(default)]
    sts_token: Option<Key>,
}

/// Reads the current profile.
pub(super) fn current(environment: &Environment) -> Look {
    look(environment, None, SourceKind::Koocli)
}

/// Reads a profile, or the current one.
pub(super) fn look(environment: &Environment, name: Option<&str>, kind: SourceKind) -> Look {
    let Some(path) = environment.in_home(".hcloud/config.json") else {
        return Look::new(kind, "`~/.hcloud/config.json`", Finding::absent(State::NoFile));
    };
    let shown = environment.shown(&path);
    let source = name.map_or_else(
        || format!("the current profile of {shown}"),
        |name| format!("profile `{}` of {shown}", drs_diag::escape(name)),
    );
    let read = file::read(&path, &shown).and_then(|(text, warnings)| Ok((parse(&text)?, warnings)));
    let (configuration, warnings) = match read {
        Ok(read) => read,
        Err(finding) => return Look::new(kind, source, finding),
    };
    let wanted = name.or(configuration.current.as_deref()).unwrap_or_default();
    let Some(profile) = configuration.profiles.iter().find(|profile| profile.name == wanted) else {
        let names = configuration.profiles.iter().map(|profile| format!("`{}`", drs_diag::escape(&profile.name)));
        let detail =
            (!configuration.profiles.is_empty()).then(|| format!("there are {}", names.collect::<Vec<_>>().join(", ")));
        return Look::new(kind, source, Finding::Absent { state: State::NoProfile, detail });
    };
    let source = format!("profile `{}` of {shown}", drs_diag::escape(&profile.name));
    let mut look = Look::new(kind, source, profile.finding());
    look.settings.region = filled(profile.region.as_ref());
    look.settings.project_id = filled(profile.project_id.as_ref());
    look.warnings = warnings;
    if matches!(look.finding, Finding::Complete(_)) && filled(profile.agency_name.as_ref()).is_some() {
        look.warnings
            .push(format!("{} names an agency, for which KooCLI would act; calls are made without", look.source));
    }
    look
}

/// The error does not repeat what stands at the place.
fn parse(text: &str) -> Result<Configuration, Finding> {
    serde_json::from_str(text).map_err(|error| Finding::Unusable {
        state: State::Unreadable,
        reason: format!("it is not a configuration of KooCLI: line {}, column {}", error.line(), error.column()),
        help: None,
    })
}

impl Profile {
    fn finding(&self) -> Finding {
        let mode = self.mode.as_deref().unwrap_or("AKSK");
        let (key, names) = if mode.eq_ignore_ascii_case("AKSK") {
            (Some(&self.key), ["`accessKeyId`", "`secretAccessKey`"])
        } else if mode.eq_ignore_ascii_case("SSO") {
            let key = self.sso_auth.as_ref().and_then(|auth| auth.sts_token.as_ref());
            (key, ["`ssoAuth.stsToken.accessKeyId`", "`ssoAuth.stsToken.secretAccessKey`"])
        } else {
            return Finding::Unusable {
                state: State::Unsupported,
                reason: format!("its mode is `{}`", drs_diag::escape(mode)),
                help: Some(
                    "on a cloud server, ask for the credentials of its agency with `--auth metadata`".to_owned(),
                ),
            };
        };
        let get = |secret: fn(&Key) -> &Option<Secret>| {
            let secret = key.and_then(|key| secret(key).as_ref()).map(Secret::expose);
            secret.filter(|secret| !secret.is_empty())
        };
        let (access_key, secret_key) = (get(|key| &key.id), get(|key| &key.secret));
        if access_key.is_some_and(|key| !is_plain(key))
            || secret_key.is_some_and(|key| key.chars().count() > MAX_SECRET_KEY_CHARS)
        {
            return Finding::Unusable {
                state: State::Encrypted,
                reason: "KooCLI has encrypted it".to_owned(),
                help: Some(
                    "set `HUAWEICLOUD_SDK_AK` and `HUAWEICLOUD_SDK_SK`, or let KooCLI store its secrets as plain text with `hcloud \
                     configure set --cli-auth-encrypt=false`"
                        .to_owned(),
                ),
            };
        }
        match Finding::access_key(names, access_key, secret_key, get(|key| &key.token)) {
            // A profile that is there is meant.
            Finding::Absent { .. } => Finding::Incomplete { missing: names[0].to_owned() },
            finding => finding,
        }
    }
}

/// Whether a text looks like the name of an access key.
fn is_plain(access_key: &str) -> bool {
    (10..=40).contains(&access_key.len())
        && access_key.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn filled(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.is_empty()).cloned()
}
