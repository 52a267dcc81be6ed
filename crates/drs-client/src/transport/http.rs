//! The HTTP clients: one with a pool of connections for calls that read, one without for calls that change something.

use drs_contract::Retry;
use std::time::Duration;

use reqwest::redirect::Policy;

use crate::error::Error;

/// What the HTTP clients are made of.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) connect_timeout: Duration,
    pub(crate) user_agent: String,
    pub(crate) system_proxy: bool,
    /// In place of those that would be made.
    pub(crate) own: Option<reqwest::Client>,
}

/// The clients for the calls of one service.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    reads: reqwest::Client,
    changes: reqwest::Client,
}

impl Http {
    /// Clients for hosts elsewhere, or for this machine, where no proxy is asked.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the system has no certificates, for example.
    pub(crate) fn new(settings: &Settings, local: bool) -> Result<Self, Error> {
        if let Some(own) = &settings.own {
            return Ok(Self { reads: own.clone(), changes: own.clone() });
        }
        let tls = tls()?;
        let builder = || {
            let http = reqwest::Client::builder()
                // A redirect to another host would take the credentials along.
                .redirect(Policy::none())
                // Whether to repeat is decided by the operation, and each attempt is signed anew.
                .retry(reqwest::retry::never())
                .connect_timeout(settings.connect_timeout)
                .user_agent(settings.user_agent.clone());
            let http = if local || !settings.system_proxy { http.no_proxy() } else { http };
            with_tls(http, tls.clone())
        };
        // A server may close an idle connection while a request is under way on it. Then nobody knows whether it arrived.
        let changes = builder().pool_max_idle_per_host(0);
        Ok(Self { reads: built(builder())?, changes: built(changes)? })
    }

    /// The client for calls of a class.
    pub(crate) fn of(&self, class: Retry) -> &reqwest::Client {
        match class {
            Retry::Read => &self.reads,
            Retry::Idempotent | Retry::Once => &self.changes,
        }
    }
}

fn built(http: reqwest::ClientBuilder) -> Result<reqwest::Client, Error> {
    http.build().map_err(|error| Error::Configuration {
        message: "the HTTP client cannot be set up".to_owned(),
        source: Some(error.into()),
    })
}

#[cfg(feature = "rustls")]
type Tls = rustls::ClientConfig;

#[cfg(not(feature = "rustls"))]
#[derive(Clone)]
struct Tls;

#[cfg(feature = "rustls")]
fn tls() -> Result<Tls, Error> {
    crate::tls::config().map_err(|error| Error::Configuration {
        message: "TLS cannot be set up".to_owned(),
        source: Some(error.into()),
    })
}

#[cfg(not(feature = "rustls"))]
#[expect(clippy::unnecessary_wraps, reason = "with TLS there can be errors")]
fn tls() -> Result<Tls, Error> {
    Ok(Tls)
}

#[cfg(feature = "rustls")]
fn with_tls(http: reqwest::ClientBuilder, tls: Tls) -> reqwest::ClientBuilder {
    http.tls_backend_preconfigured(tls)
}

#[cfg(not(feature = "rustls"))]
fn with_tls(http: reqwest::ClientBuilder, _: Tls) -> reqwest::ClientBuilder {
    http
}
