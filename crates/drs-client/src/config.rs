//! How a client is set up, and what is refused before the first call.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use drs_contract::Service;
use reqwest::Url;
use reqwest::header::HeaderValue;
use reqwest::redirect::Policy;

use crate::call::Shared;
use crate::client::Client;
use crate::error::Error;
use crate::secret::Secret;
use crate::types::Language;

/// Settings of a [`Client`]. Needed are an endpoint for each service that is called, the project and the token.
#[derive(Clone, Debug)]
#[must_use = "nothing is set up before `build`"]
pub struct ClientBuilder {
    endpoints: BTreeMap<Service, String>,
    project_id: String,
    token: Option<Secret>,
    language: Option<Language>,
    connect_timeout: Duration,
    timeout: Duration,
    user_agent: String,
    system_proxy: bool,
    #[cfg(feature = "validate")]
    options: drs_validate::Options,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            endpoints: BTreeMap::new(),
            project_id: String::new(),
            token: None,
            language: None,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(30),
            user_agent: concat!("drs-client/", env!("CARGO_PKG_VERSION")).to_owned(),
            system_proxy: true,
            // All diagnostics: a list that is cut off may hold warnings alone.
            #[cfg(feature = "validate")]
            options: drs_validate::Options { max_diagnostics: 0, ..drs_validate::Options::default() },
        }
    }
}

impl Client {
    /// The settings of a new client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

impl ClientBuilder {
    /// The address of a service, for example `https://drs.eu-west-101.myhuaweicloud.eu`. `http` is allowed for this machine only:
    /// each call carries the token.
    pub fn endpoint(mut self, service: Service, url: impl Into<String>) -> Self {
        self.endpoints.insert(service, url.into());
        self
    }

    /// The project that owns the tasks; part of each call's path.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = project_id.into();
        self
    }

    /// The token of the identity service, sent as `X-Auth-Token`. It is valid for 24 hours.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// The language of the messages in responses, sent as `X-Language`. Left out, the service answers in English.
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// How long making a connection may take. Default: 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a whole call may take, from connecting to the last byte of the response. Default: 30 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// The header `User-Agent`. Default: `drs-client/` and the version of this crate.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Whether the proxy named by the environment (`HTTPS_PROXY`, `NO_PROXY`, …) is used. Default: yes.
    pub fn system_proxy(mut self, enabled: bool) -> Self {
        self.system_proxy = enabled;
        self
    }

    /// Whether requests may have fields that the contract does not define. Default: no.
    #[cfg(feature = "validate")]
    pub fn allow_unknown_fields(mut self, allowed: bool) -> Self {
        self.options.allow_unknown_fields = allowed;
        self
    }

    /// Whether requests may have values that the contract does not list. Default: no.
    #[cfg(feature = "validate")]
    pub fn allow_unknown_values(mut self, allowed: bool) -> Self {
        self.options.allow_unknown_values = allowed;
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Configuration`] if a setting is missing or cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        if self.endpoints.is_empty() {
            return Err(Error::configuration("no endpoint is set"));
        }
        if let Some(problem) = crate::path::problem(&self.project_id) {
            return Err(Error::configuration(format!("the project id cannot be used: {problem}")));
        }
        let token = self.token.ok_or_else(|| Error::configuration("no token is set"))?;
        let endpoints = self
            .endpoints
            .iter()
            .map(|(&service, url)| Ok((service, base_url(service, url)?)))
            .collect::<Result<_, Error>>()?;
        let mut http = reqwest::Client::builder()
            // A redirect to another host would take the token along.
            .redirect(Policy::none())
            .connect_timeout(self.connect_timeout)
            .timeout(self.timeout)
            .user_agent(self.user_agent);
        if !self.system_proxy {
            http = http.no_proxy();
        }
        #[cfg(feature = "rustls")]
        {
            let tls = crate::tls::config().map_err(|error| Error::Configuration {
                message: "TLS cannot be set up".to_owned(),
                source: Some(error.into()),
            })?;
            http = http.tls_backend_preconfigured(tls);
        }
        let http = http.build().map_err(|error| Error::Configuration {
            message: "the HTTP client cannot be set up".to_owned(),
            source: Some(error.into()),
        })?;
        let header = header(&token)?;
        Ok(Client::new(Shared {
            http,
            endpoints,
            project_id: self.project_id,
            token,
            header,
            language: self.language,
            #[cfg(feature = "validate")]
            options: self.options,
        }))
    }
}

/// The token as a header that is left out of every `Debug`.
fn header(token: &Secret) -> Result<HeaderValue, Error> {
    let mut header = HeaderValue::from_str(token.expose())
        .ok()
        .filter(|header| !header.is_empty())
        .ok_or_else(|| Error::configuration("the token is empty or has characters that a header cannot carry"))?;
    header.set_sensitive(true);
    Ok(header)
}

/// An endpoint as the generated code wants it: without a slash at the end. The messages do not repeat what was given, which may
/// hold a password.
fn base_url(service: Service, text: &str) -> Result<String, Error> {
    let refuse = |reason: &str| Error::configuration(format!("the endpoint of `{service}` {reason}"));
    let url = Url::parse(text).map_err(|error| refuse(&format!("is not a URL: {error}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("must not hold a user or a password"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refuse("must end with its host or path"));
    }
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let local = host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    match url.scheme() {
        "https" if cfg!(feature = "rustls") => {}
        "https" => return Err(refuse("needs TLS, which this build does not have")),
        "http" if local => {}
        "http" => return Err(refuse("must begin with `https://`, because each call carries the token")),
        _ => return Err(refuse("must begin with `https://`")),
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::{ClientBuilder, Service};

    fn base() -> ClientBuilder {
        ClientBuilder::default().endpoint(Service::Drs, "http://localhost:8080").project_id("p").token("canary-token")
    }

    fn build_error(builder: ClientBuilder) -> String {
        let error = builder.build().unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("canary"), "{shown}");
        error.to_string()
    }

    #[test]
    fn what_cannot_be_used_is_refused() {
        for (url, message) in [
            ("drs.example.com", "the endpoint of `drs` is not a URL: relative URL without a base"),
            ("ftp://drs.example.com", "the endpoint of `drs` must begin with `https://`"),
            (
                "http://drs.example.com",
                "the endpoint of `drs` must begin with `https://`, because each call carries the token",
            ),
            ("https://me:canary@drs.example.com", "the endpoint of `drs` must not hold a user or a password"),
            ("https://drs.example.com?a=b", "the endpoint of `drs` must end with its host or path"),
        ] {
            assert_eq!(build_error(base().endpoint(Service::Drs, url)), message);
        }
        assert_eq!(build_error(ClientBuilder::default().project_id("p").token("canary")), "no endpoint is set");
        assert_eq!(build_error(base().project_id("")), "the project id cannot be used: it is empty");
        assert_eq!(build_error(base().project_id("..")), "the project id cannot be used: it would change the path");
        for token in ["", "canary\nx: y"] {
            assert_eq!(
                build_error(base().token(token)),
                "the token is empty or has characters that a header cannot carry"
            );
        }
    }

    #[test]
    fn settings_do_not_show_the_token() {
        assert!(!format!("{:?}", base()).contains("canary"));
        assert!(!format!("{:?}", base().build().unwrap()).contains("canary"));
    }

    #[test]
    fn the_header_of_the_token_is_sensitive() {
        assert_eq!(format!("{:?}", super::header(&"canary".into()).unwrap()), "Sensitive");
    }

    #[cfg(feature = "rustls")]
    #[test]
    fn an_endpoint_elsewhere_needs_tls() {
        base().endpoint(Service::Drs, "https://drs.example.com").build().unwrap();
    }

    #[test]
    fn an_endpoint_may_be_local_and_may_have_a_path() {
        for url in ["http://localhost:8080", "http://127.0.0.1:8080/", "http://[::1]:8080/proxy/drs/"] {
            base().endpoint(Service::Drs, url).build().unwrap();
        }
    }
}
