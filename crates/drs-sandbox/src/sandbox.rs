//! A sandbox that runs.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::faults::Faults;
use crate::server::{self, BatchState, Control, Gate, Host, Invariants, RequestEntry, State, TaskState, handle};
use crate::{Error, FaultError};

/// A sandbox that runs. It stops when this is dropped.
#[derive(Debug)]
pub struct Sandbox {
    host: Arc<Host>,
    address: SocketAddr,
    stop: watch::Sender<bool>,
}

/// Listens for calls.
pub(crate) async fn listen(host: Host, address: SocketAddr) -> Result<Sandbox, Error> {
    let error = |source| Error::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(error)?;
    let address = listener.local_addr().map_err(error)?;
    let host = Arc::new(host);
    let app = Router::new().fallback(handle).with_state(Arc::clone(&host));
    let (stop, mut stopped) = watch::channel(false);
    tokio::spawn(async move {
        let service = app.into_make_service_with_connect_info::<Control>();
        let until = async move {
            let _ = stopped.wait_for(|stopped| *stopped).await;
        };
        // Accepting does not fail, so there is nothing to report.
        let _ = axum::serve(Gate(listener), service).with_graceful_shutdown(until).await;
    });
    Ok(Sandbox { host, address, stop })
}

impl Sandbox {
    /// Where clients on this machine find it: `http://127.0.0.1:PORT`, for all services and for IAM.
    pub fn endpoint(&self) -> String {
        let mut address = self.address;
        // The address that stands for all of them is none that a client may rely on.
        match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
            IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
            _ => {}
        }
        format!("http://{address}")
    }

    /// Access key that it knows. It follows from the seed, as the other credentials do.
    pub fn access_key(&self) -> &str {
        &self.host.identity.access_key
    }

    /// Secret key of [`access_key`](Self::access_key), and the password of every user.
    pub fn secret_key(&self) -> &str {
        &self.host.identity.secret_key
    }

    /// Project that it knows.
    pub fn project_id(&self) -> &str {
        &self.host.identity.project_id
    }

    /// Variables of the environment with which a client finds it, in the order of their names.
    pub fn exports(&self) -> Vec<(&'static str, String)> {
        vec![
            ("DRS_ENDPOINT", self.endpoint()),
            ("DRS_ENDPOINT_TAURUSDB", self.endpoint()),
            ("DRS_TIME_SCALE", self.host.plan.speed.scale()),
            ("HUAWEICLOUD_SDK_AK", self.access_key().to_owned()),
            ("HUAWEICLOUD_SDK_IAM_ENDPOINT", self.endpoint()),
            ("HUAWEICLOUD_SDK_PROJECT_ID", self.project_id().to_owned()),
            ("HUAWEICLOUD_SDK_SK", self.secret_key().to_owned()),
        ]
    }

    /// Virtual time, in RFC 3339.
    pub fn now(&self) -> String {
        self.host.clock.now().to_string()
    }

    /// Lets virtual time pass at once.
    pub fn advance(&self, by: Duration) {
        server::skip(&self.host, u64::try_from(by.as_millis()).unwrap_or(u64::MAX));
    }

    /// The state of everything.
    pub fn state(&self) -> State {
        server::state(&self.host)
    }

    /// Tasks of submitted batches that were not deleted, in the order of creation.
    pub fn tasks(&self) -> Vec<TaskState> {
        self.state().tasks
    }

    /// Batches, in the order of creation.
    pub fn batches(&self) -> Vec<BatchState> {
        self.state().batches
    }

    /// What must hold, and how much there is.
    pub fn invariants(&self) -> Invariants {
        server::invariants(&self.host)
    }

    /// The last 1,000 calls, without secrets.
    pub fn requests(&self) -> Vec<RequestEntry> {
        self.host.lock().record.entries()
    }

    /// Lets other faults hold from now on, in place of those that do.
    ///
    /// # Errors
    /// A text is no fault.
    pub fn set_faults<S: AsRef<str>>(&self, faults: &[S]) -> Result<(), FaultError> {
        let texts: Vec<String> = faults.iter().map(|text| text.as_ref().to_owned()).collect();
        let faults = Faults::parse(&texts)?;
        let mut inner = self.host.lock();
        self.host.settle(&mut inner);
        inner.set_faults(faults, self.host.clock.now());
        Ok(())
    }

    /// Takes a snapshot: one JSON document, written to the state file if there is one.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn snapshot(&self) -> std::io::Result<String> {
        server::snapshot(&self.host)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}
