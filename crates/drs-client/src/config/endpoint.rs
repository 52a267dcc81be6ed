//! Where a service is.

use std::collections::BTreeMap;
use std::net::IpAddr;

use drs_contract::Service;
use drs_diag::spelling::{is_near, letters};
use reqwest::Url;

use crate::error::Error;

/// How an address begins.
pub(crate) const BEGINNING: &str = "must begin with `https://`, or with `http://` if it is on this machine";

/// What is said of a text that is no URL, and what one looks like.
pub(crate) fn no_url(text: &str, error: impl std::fmt::Display) -> String {
    if text.trim().is_empty() {
        return "is empty; it is a URL such as `https://drs.example.com`".to_owned();
    }
    if !text.contains("://") {
        return format!("is not a URL: it {BEGINNING}");
    }
    format!("is not a URL such as `https://drs.example.com`: {error}")
}

/// The address of a service.
#[derive(Debug)]
pub(super) struct Address {
    /// As the generated code wants it: without a slash at the end.
    pub(super) url: String,
    /// Whether it is on this machine.
    pub(super) is_local: bool,
}

impl Address {
    /// Reads what was given. The messages do not repeat it, because it may hold a password.
    pub(super) fn new(service: Service, text: &str) -> Result<Self, Error> {
        let refuse = |reason: &str| Error::configuration(format!("the endpoint of `{service}` {reason}"));
        let url = Url::parse(text).map_err(|error| refuse(&no_url(text, error)))?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("must not hold a user or a password"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("must end with its host or path"));
        }
        let is_local = is_local(&url);
        match url.scheme() {
            "https" if cfg!(feature = "rustls") => {}
            "https" => return Err(refuse("needs TLS, which this build does not have")),
            "http" if is_local => {}
            "http" => return Err(refuse("must begin with `https://`, because each call carries credentials")),
            _ => return Err(refuse(BEGINNING)),
        }
        Ok(Self { url: url.as_str().trim_end_matches('/').to_owned(), is_local })
    }
}

/// Whether an address is on this machine. Then it needs no TLS, no proxy is asked, and its calls are rehearsals.
pub fn is_loopback(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| is_local(&url))
}

/// Whether the host of an address is this machine.
pub(crate) fn is_local(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// The services of a region.
pub(super) fn in_region(region: &str) -> Result<BTreeMap<Service, Address>, Error> {
    let hosts = Service::ALL.into_iter().filter_map(|service| Some((service, service.host(region)?)));
    let addresses: BTreeMap<_, _> = hosts
        .map(|(service, host)| Ok((service, Address::new(service, &format!("https://{host}"))?)))
        .collect::<Result<_, Error>>()?;
    if !addresses.is_empty() {
        return Ok(addresses);
    }
    let shown = drs_diag::escape(region);
    let meant = nearest(region).map_or_else(String::new, |name| format!("; `{name}` is one"));
    Err(Error::configuration(format!("the contract knows no region `{shown}`{meant}")))
}

/// The region that was meant, if there is one with at most two mistakes.
fn nearest(region: &str) -> Option<&'static str> {
    let given: Vec<char> = letters(region).collect();
    let regions = || Service::ALL.into_iter().flat_map(Service::hosts).map(|(name, _)| *name);
    (0..=2).find_map(|edits| regions().find(|name| is_near(&given, &letters(name).collect::<Vec<_>>(), edits)))
}
