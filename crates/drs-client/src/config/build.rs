//! From settings to a client, and what is refused before the first call.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::AtomicI64;

use drs_contract::Service;
use reqwest::header::HeaderValue;

use super::ClientBuilder;
use super::endpoint::{Address, in_region};
use crate::client::Client;
use crate::error::Error;
use crate::transport::{Bucket, Endpoint, Gate, Http, Shared};

impl ClientBuilder {
    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::Configuration`] if a setting is missing or cannot be used.
    pub fn build(self) -> Result<Client, Error> {
        let endpoints = self.addresses()?;
        if endpoints.is_empty() {
            return Err(Error::configuration("neither a region nor an endpoint is set"));
        }
        if let Some(problem) = crate::path::id_problem(&self.project_id) {
            let form = "an id of a project is one word, such as `054ba152d480d55b2f5dc0069e7ddef0`";
            return Err(Error::configuration(format!("the project id cannot be used: {problem}; {form}")));
        }
        let credentials = self.credentials.ok_or_else(|| Error::configuration("no credentials are set"))?;
        let language = self.language.map(|language| HeaderValue::from_str(&language.to_string()));
        let language = language.transpose().map_err(|error| Error::configuration(error.to_string()))?;
        let mut clients: BTreeMap<bool, Http> = BTreeMap::new();
        let mut reached = BTreeMap::new();
        for (service, address) in endpoints {
            let http = match clients.get(&address.is_local) {
                Some(http) => http.clone(),
                None => clients.entry(address.is_local).or_insert(Http::new(&self.http, address.is_local)?).clone(),
            };
            reached.insert(service, Endpoint { url: address.url, is_local: address.is_local, http });
        }
        Ok(Client::new(Shared {
            endpoints: reached,
            project_id: self.project_id,
            credentials,
            language,
            #[cfg(feature = "validate")]
            options: self.options,
            timeout: self.timeout,
            change_timeout: self.change_timeout,
            random: Mutex::new(self.policy.random()),
            policy: self.policy,
            scale: self.scale,
            clock: self.clock,
            gate: Gate::default(),
            bucket: Bucket::full(self.rate_limit),
            skew: AtomicI64::new(0),
            listener: self.listener,
            silence: Mutex::default(),
        }))
    }

    /// Where each service is: where it was said to be, else where it is in the region.
    fn addresses(&self) -> Result<BTreeMap<Service, Address>, Error> {
        let mut addresses = self.region.as_deref().map_or_else(|| Ok(BTreeMap::new()), in_region)?;
        for (&service, url) in &self.endpoints {
            addresses.insert(service, Address::new(service, url)?);
        }
        Ok(addresses)
    }
}
