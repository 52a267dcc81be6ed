//! How a sandbox is asked for.

use std::fs::{File, OpenOptions};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use crate::faults::Faults;
use crate::machine::{Moment, Settings, World};
use crate::sandbox::listen;
use crate::scenario::Scenario;
use crate::server::{Host, Plan, Record, Snapshot};
use crate::{AfterCommit, Error, Sandbox, Speed};

/// A sandbox that is not started. Without further ado it listens on a free port of the loopback interface, begins now, goes 60
/// times as fast as real time, and checks signatures.
#[derive(Clone, Debug)]
#[must_use]
pub struct Builder {
    address: SocketAddr,
    seed: Option<u64>,
    speed: Speed,
    clock: Option<String>,
    is_strict: bool,
    after_commit: Option<AfterCommit>,
    rate: Option<u64>,
    faults: Vec<String>,
    scenario: Option<String>,
    state_file: Option<PathBuf>,
    log_file: Option<PathBuf>,
}

impl Sandbox {
    /// A sandbox to be asked for.
    pub fn builder() -> Builder {
        Builder::default()
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            seed: None,
            speed: Speed::Times(60.0),
            clock: None,
            is_strict: true,
            after_commit: None,
            rate: None,
            faults: Vec::new(),
            scenario: None,
            state_file: None,
            log_file: None,
        }
    }
}

impl Builder {
    /// Address to listen on; port 0 stands for a free one.
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// Seed of ids, credentials and chance. Otherwise it is that of the state, or 0.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// How fast virtual time passes: up to 1e9 times as fast as real time, and down to a thousandth.
    pub fn speed(mut self, speed: Speed) -> Self {
        self.speed = speed;
        self
    }

    /// Virtual time at the beginning, in RFC 3339; that of the state if it is later, for time does not go back. Otherwise it is the
    /// real one.
    pub fn clock(mut self, clock: impl Into<String>) -> Self {
        self.clock = Some(clock.into());
        self
    }

    /// Whether callers must be known by a signature or a token.
    pub fn strict(mut self, is_strict: bool) -> Self {
        self.is_strict = is_strict;
        self
    }

    /// What follows the commit of a batch.
    pub fn after_commit(mut self, after_commit: AfterCommit) -> Self {
        self.after_commit = Some(after_commit);
        self
    }

    /// How many calls a second of virtual time are let through.
    pub fn rate(mut self, calls: u64) -> Self {
        self.rate = Some(calls);
        self
    }

    /// One more fault, such as `create#1:lose-reply`.
    pub fn fault(mut self, fault: impl Into<String>) -> Self {
        self.faults.push(fault.into());
        self
    }

    /// A scenario: text of YAML or JSON, see [`SCENARIO_SCHEMA`](crate::SCENARIO_SCHEMA).
    pub fn scenario(mut self, text: impl Into<String>) -> Self {
        self.scenario = Some(text.into());
        self
    }

    /// File with the state: it is read if it exists, and written when a snapshot is taken. Whatever is asked for besides goes
    /// before what it has, except that a scenario adds no tasks to it.
    pub fn state_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.state_file = Some(path.into());
        self
    }

    /// File to which each call is appended as a line of JSON, without secrets.
    pub fn log_file(mut self, path: impl Into<PathBuf>) -> Self {
        self.log_file = Some(path.into());
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    /// Something that was asked for is not possible, or the address cannot be listened on.
    pub async fn start(self) -> Result<Sandbox, Error> {
        let address = self.address;
        let host = self.host()?;
        listen(host, address).await
    }

    fn host(self) -> Result<Host, Error> {
        self.speed.checked()?;
        let snapshot = self.state_file.as_deref().map(read_state).transpose()?.flatten();
        let scenario = self.scenario.as_deref().map(Scenario::parse).transpose()?.unwrap_or_default();
        let (world, before) = snapshot.map_or((None, Vec::new()), |snapshot| (Some(snapshot.world), snapshot.faults));
        // Whatever is asked for here goes before what the state has.
        let mut settings = world.as_ref().map_or_else(|| Settings::new(0), |world| world.settings.clone());
        settings.seed = self.seed.unwrap_or(settings.seed);
        scenario.apply(&mut settings)?;
        settings.after_commit = self.after_commit.unwrap_or(settings.after_commit);
        let mut texts = scenario.faults.clone();
        texts.extend(self.faults);
        let texts = if texts.is_empty() { before } else { texts };
        let rate: Vec<String> = self.rate.iter().map(|rate| format!("*:throttle({rate}/s)")).collect();
        let plan = Plan {
            start: start(self.clock.as_deref(), world.as_ref())?,
            speed: self.speed,
            is_strict: self.is_strict,
            faults: Faults::parse(&texts)?,
            rate: Faults::parse(&rate)?,
            state_file: self.state_file,
            tasks: scenario.placed()?,
            settings: settings.clone(),
        };
        let log = self.log_file.map(open_log).transpose()?;
        Ok(Host::new(plan, world.map(|world| world.with(settings)), Record::new(log)))
    }
}

/// The moment at which a sandbox begins: that which is asked for, but time does not go back behind that of the state; else now.
fn start(clock: Option<&str>, world: Option<&World>) -> Result<Moment, Error> {
    let parse = |text: &str| Moment::parse(text).ok_or_else(|| Error::Clock(drs_diag::escape(text).into_owned()));
    let clock = clock.map(parse).transpose()?;
    Ok(clock.max(world.map(|world| world.now)).unwrap_or_else(Moment::real))
}

fn read_state(path: &Path) -> Result<Option<Snapshot>, Error> {
    match std::fs::read(path) {
        Ok(text) => {
            let error = |source| Error::State { path: path.to_owned(), source };
            Snapshot::parse(&text).map(Some).map_err(error)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::File { path: path.to_owned(), source }),
    }
}

fn open_log(path: PathBuf) -> Result<File, Error> {
    OpenOptions::new().create(true).append(true).open(&path).map_err(|source| Error::File { path, source })
}
