//! The arguments of the commands that call the service: who calls, and where it is.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use drs_client::auth::{Asked, Environment, Resolver};
use drs_client::{Secret, Service};

use crate::commands::word;

/// Who calls, and where the service is. What is not given comes from the environment and from files.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Credentials and places")]
pub(crate) struct Connection {
    /// The profile to use: `sdk:NAME` of `~/.huaweicloud/credentials`, `hcloud:NAME` of KooCLI, or NAME of the one that has it
    #[arg(long, value_name = "NAME", value_parser = word::text())]
    profile: Option<String>,
    /// Use the credentials that the cloud gives to its servers
    #[arg(long, value_name = "SOURCE")]
    auth: Option<Source>,
    /// The access key; its secret is read from a file
    #[arg(long, value_name = "NAME", value_parser = word::text(), requires = "sk_file")]
    ak: Option<String>,
    /// A file with the secret of the access key; `-` is standard input
    #[arg(long, value_name = "PATH", requires = "ak")]
    sk_file: Option<PathBuf>,
    /// A file with a token; `-` is standard input
    #[arg(long, value_name = "PATH", conflicts_with = "ak")]
    token_file: Option<PathBuf>,
    /// The region, such as `cn-north-4`
    #[arg(long, value_name = "NAME", value_parser = word::text())]
    region: Option<String>,
    /// The project; if it is set nowhere, the identity service says which one the region has
    #[arg(long, value_name = "ID", value_parser = word::text())]
    project_id: Option<String>,
    /// The address of the data replication service, in place of that in the region
    #[arg(long, value_name = "URL", value_parser = word::text())]
    endpoint: Option<String>,
    /// The address of TaurusDB, in place of that in the region
    #[arg(long, value_name = "URL", value_parser = word::text())]
    endpoint_taurusdb: Option<String>,
    /// The address of the identity service, in place of that in the region
    #[arg(long, value_name = "URL", value_parser = word::text())]
    iam_endpoint: Option<String>,
}

/// Sets one of the settings.
type Set = fn(Resolver, String) -> Resolver;

/// What a cloud gives to its servers.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Source {
    /// The agency of this cloud server
    Metadata,
    /// The identity of this pod
    Pod,
}

impl Connection {
    /// One that names a region.
    #[cfg(test)]
    pub(crate) fn of_region(name: &str) -> Self {
        Self { region: Some(name.to_owned()), ..Self::default() }
    }

    /// The options that say the same on another command line. None holds a secret.
    pub(crate) fn options(&self) -> Vec<OsString> {
        let texts = [
            ("--profile", &self.profile),
            ("--ak", &self.ak),
            ("--region", &self.region),
            ("--project-id", &self.project_id),
            ("--endpoint", &self.endpoint),
            ("--endpoint-taurusdb", &self.endpoint_taurusdb),
            ("--iam-endpoint", &self.iam_endpoint),
        ];
        let texts = texts.into_iter().filter_map(|(name, value)| Some((name, OsString::from(value.clone()?))));
        let paths = [("--sk-file", &self.sk_file), ("--token-file", &self.token_file)];
        let paths = paths.into_iter().filter_map(|(name, value)| Some((name, value.clone()?.into_os_string())));
        let auth =
            self.auth.and_then(|source| Some(("--auth", OsString::from(source.to_possible_value()?.get_name()))));
        let options = auth.into_iter().chain(texts).chain(paths);
        options.flat_map(|(name, value)| [OsString::from(name), value]).collect()
    }

    /// What finds credentials and settings, in the environment of this process.
    ///
    /// # Errors
    /// A message, when a file with a secret cannot be read.
    pub(crate) fn resolver(&self) -> Result<Resolver, String> {
        let mut resolver = Resolver::new(Environment::from_process());
        let settings: [(&Option<String>, Set); 6] = [
            (&self.profile, Resolver::profile),
            (&self.ak, Resolver::access_key),
            (&self.region, Resolver::region),
            (&self.project_id, Resolver::project_id),
            (&self.iam_endpoint, Resolver::iam_endpoint),
            (&self.endpoint, |resolver, url| resolver.endpoint(Service::Drs, url)),
        ];
        for (value, set) in settings {
            if let Some(value) = value {
                resolver = set(resolver, value.clone());
            }
        }
        if let Some(url) = &self.endpoint_taurusdb {
            resolver = resolver.endpoint(Service::Taurusdb, url);
        }
        if let Some(path) = &self.sk_file {
            resolver = resolver.secret_key(secret(path)?);
        }
        if let Some(path) = &self.token_file {
            resolver = resolver.token(secret(path)?);
        }
        Ok(match self.auth {
            Some(Source::Metadata) => resolver.ask(Asked::Metadata),
            Some(Source::Pod) => resolver.ask(Asked::Pod),
            None => resolver,
        })
    }
}

/// The text of a file without the end of its line.
fn secret(path: &Path) -> Result<Secret, String> {
    let name = path.to_string_lossy();
    let shown = drs_diag::escape(&name);
    let read = if path == Path::new("-") {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text).map(|_| text)
    } else {
        fs::read_to_string(path)
    };
    let text = Secret::from(read.map_err(|error| format!("cannot read `{shown}`: {error}"))?);
    match text.expose().trim_end_matches(['\r', '\n']) {
        "" => Err(format!("`{shown}` is empty")),
        text => Ok(text.into()),
    }
}
