//! Addresses of services that give credentials.

use std::net::IpAddr;

use drs_contract::Service;
use reqwest::Url;

use crate::auth::CredentialError;
use crate::config::{BEGINNING, is_local, no_url};

/// Host of the identity service where a region has none of its own.
const COMMON_IAM: &str = "https://iam.myhuaweicloud.com";

/// A region of another site, whose identity service the common one does not stand in for.
const EUROPEAN: &str = "eu-west-101";

/// Where the identity service of a region is, if that is known.
pub(in crate::auth) fn iam_of(region: &str) -> Option<String> {
    match Service::Iam.host(region) {
        Some(host) => Some(format!("https://{host}")),
        None if region == EUROPEAN || Service::Drs.host(region).is_none() => None,
        None => Some(COMMON_IAM.to_owned()),
    }
}

/// The address of a service. `http` is allowed on this machine, and for what `is_near` on its link, where metadata services are.
/// The messages do not repeat what was given.
pub(super) fn parse(origin: &str, text: &str, is_near: bool) -> Result<Url, CredentialError> {
    let refuse = |reason: &str| CredentialError::Unusable {
        origin: origin.to_owned(),
        reason: format!("its address {reason}"),
        help: None,
    };
    let url = Url::parse(text).map_err(|error| refuse(&no_url(text, error)))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refuse("must not hold a user or a password"));
    }
    if url.fragment().is_some() {
        return Err(refuse("must not have a fragment"));
    }
    match url.scheme() {
        "https" if cfg!(feature = "rustls") => Ok(url),
        "https" => Err(refuse("needs TLS, which this build does not have")),
        "http" if is_local(&url) || is_near && !is_elsewhere(&url) => Ok(url),
        _ => Err(refuse(BEGINNING)),
    }
}

/// Whether a host is neither on this machine nor on its link, where metadata services are. What is near is reached without a proxy.
pub(in crate::auth) fn is_elsewhere(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let is_link_local = host.parse().is_ok_and(|address| match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.is_unicast_link_local(),
    });
    !is_link_local && !is_local(url)
}

#[cfg(test)]
mod tests {
    use super::{BEGINNING, iam_of, parse};

    #[test]
    fn an_address_elsewhere_needs_tls() {
        for url in
            ["http://127.0.0.1:80", "http://[::1]/", "http://169.254.169.254", "http://[fe80::1]", "http://localhost"]
        {
            parse("it", url, true).unwrap();
        }
        // A password or a token stays on this machine, or is encrypted.
        for url in ["http://169.254.169.254", "http://[fe80::1]"] {
            parse("it", url, false).unwrap_err();
        }
        for (url, reason) in [
            ("http://iam.example.com", BEGINNING),
            ("http://10.0.0.1", BEGINNING),
            ("ftp://localhost", BEGINNING),
            ("iam", &format!("is not a URL: it {BEGINNING}")),
            ("", "is empty; it is a URL such as `https://drs.example.com`"),
            ("https://me:canary@iam.example.com", "must not hold a user or a password"),
            ("https://iam.example.com/#canary", "must not have a fragment"),
        ] {
            let error = parse("it", url, true).unwrap_err().to_string();
            assert_eq!(error, format!("it cannot be used: its address {reason}"));
        }
    }

    #[test]
    fn regions_have_an_identity_service() {
        let of = |region| iam_of(region).unwrap_or_default();
        assert_eq!(of("cn-north-4"), "https://iam.cn-north-4.myhuaweicloud.com");
        assert_eq!(of("cn-north-11"), "https://iam.myhuaweicloud.com");
        assert_eq!([of("eu-west-101"), of("cn-nort-4")], ["", ""]);
    }
}
