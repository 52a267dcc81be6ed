//! How a client is set up.

mod build;
mod endpoint;
#[cfg(test)]
mod tests;

pub use endpoint::is_loopback;
pub(crate) use endpoint::{BEGINNING, is_local, no_url};

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use drs_contract::Service;

use crate::auth::{Credential, Fixed, ProvideCredentials};
use crate::client::Client;
use crate::secret::Secret;
use crate::time_scale::TimeScale;
use crate::transport::{Clock, Delay, Listener, RateLimit, RetryPolicy, Settings, SystemClock};
use crate::types::Language;

/// Settings of a [`Client`]. Needed are a region, or an endpoint for each service that is called, the project and credentials.
///
/// ```no_run
/// use std::time::Duration;
///
/// use drs_client::{Client, RetryPolicy};
///
/// # fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder()
///     .region("cn-north-4")
///     .project_id("054ba152d480d55b2f5dc0069e7ddef0")
///     .access_key(std::env::var("HUAWEICLOUD_SDK_AK")?, std::env::var("HUAWEICLOUD_SDK_SK")?)
///     .timeout(Duration::from_secs(15))
///     .retry(RetryPolicy::default().attempts(2))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is set up before `build`"]
pub struct ClientBuilder {
    region: Option<String>,
    endpoints: BTreeMap<Service, String>,
    project_id: String,
    credentials: Option<Arc<dyn ProvideCredentials>>,
    language: Option<Language>,
    timeout: Duration,
    change_timeout: Duration,
    http: Settings,
    policy: RetryPolicy,
    scale: TimeScale,
    rate_limit: Option<RateLimit>,
    clock: Arc<dyn Clock>,
    listener: Option<Listener>,
    #[cfg(feature = "validate")]
    options: drs_validate::Options,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            region: None,
            endpoints: BTreeMap::new(),
            project_id: String::new(),
            credentials: None,
            language: None,
            timeout: Duration::from_secs(30),
            change_timeout: Duration::from_mins(2),
            http: Settings {
                connect_timeout: Duration::from_secs(10),
                user_agent: concat!("drs-client/", env!("CARGO_PKG_VERSION")).to_owned(),
                system_proxy: true,
                own: None,
            },
            policy: RetryPolicy::default(),
            scale: TimeScale::default(),
            rate_limit: None,
            clock: Arc::new(SystemClock::default()),
            listener: None,
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
    /// The region, which says where each service is, for example `cn-north-4`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// The address of a service in place of that in the region, for example `https://drs.eu-west-101.myhuaweicloud.eu`. `http` is
    /// allowed for this machine only: each call carries credentials.
    pub fn endpoint(mut self, service: Service, url: impl Into<String>) -> Self {
        self.endpoints.insert(service, url.into());
        self
    }

    /// The project that owns the tasks; part of each call's path.
    pub fn project_id(mut self, project_id: impl Into<String>) -> Self {
        self.project_id = project_id.into();
        self
    }

    /// What has credentials, or gets them.
    pub fn credentials(mut self, credentials: impl ProvideCredentials + 'static) -> Self {
        self.credentials = Some(Arc::new(credentials));
        self
    }

    /// The token of the identity service, sent as `X-Auth-Token`. It is valid for 24 hours.
    pub fn token(self, token: impl Into<Secret>) -> Self {
        self.credentials(Fixed::new(Credential::token(token)))
    }

    /// The access key that signs each request, and what it signs with.
    pub fn access_key(self, access_key: impl Into<String>, secret_key: impl Into<Secret>) -> Self {
        self.credentials(Fixed::new(Credential::access_key(access_key, secret_key)))
    }

    /// The language of the messages in responses, sent as `X-Language`. Left out, the service answers in English.
    pub fn language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// How long making a connection may take. Default: 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http.connect_timeout = timeout;
        self
    }

    /// How long one attempt of a call that reads may take, from connecting to the last byte of the response. Default: 30 seconds.
    /// [`Client::within`] bounds a call with all its attempts.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long one attempt of a call that changes something may take. Default: 2 minutes, because giving up leaves it unknown
    /// whether the call was carried out.
    pub fn change_timeout(mut self, timeout: Duration) -> Self {
        self.change_timeout = timeout;
        self
    }

    /// How often a call is attempted. Default: up to four times.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.policy = policy;
        self
    }

    /// How fast time passes for endpoints on this machine, where a sandbox may be: waits before another attempt are divided by it.
    /// Default: as fast as everywhere. `DRS_TIME_SCALE` says it for a sandbox, and is not read here.
    pub fn time_scale(mut self, scale: TimeScale) -> Self {
        self.scale = scale;
        self
    }

    /// How many calls the client and its clones make at most. Default: no limit, until the gateway names one.
    pub fn rate_limit(mut self, limit: RateLimit) -> Self {
        self.rate_limit = Some(limit);
        self
    }

    /// The header `User-Agent`. Default: `drs-client/` and the version of this crate.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.http.user_agent = user_agent.into();
        self
    }

    /// Whether the proxy named by the environment (`HTTPS_PROXY`, `NO_PROXY`, …) is used. Default: yes. An endpoint on this machine
    /// is reached without one in any case.
    pub fn system_proxy(mut self, enabled: bool) -> Self {
        self.http.system_proxy = enabled;
        self
    }

    /// The HTTP client that sends all calls, in place of the two that would be made. Let it follow no redirects and repeat nothing,
    /// and keep no idle connections if calls change something: a call on a connection that the server is about to close may get
    /// lost or not, and nobody knows.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http.own = Some(client);
        self
    }

    /// What tells the time and waits. Default: the clock of the system.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Hands each call to a function that has no good answer after about a second, once.
    pub fn on_delay(mut self, listener: impl Fn(&Delay) + Send + Sync + 'static) -> Self {
        self.listener = Some(Listener::new(listener));
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
}
