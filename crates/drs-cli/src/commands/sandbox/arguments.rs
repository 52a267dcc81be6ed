//! The arguments of `drs sandbox`.

use std::ffi::OsString;
use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use drs_sandbox::{AfterCommit, Builder, Sandbox, Speed};

use crate::commands::word;

/// What stands behind the options.
const AFTER: &str = "\
Example: drs sandbox --fault 'create#1:lose-reply' -- ./migrate.sh

The first line on standard output is {\"ready\":true,\"endpoint\":\"http://127.0.0.1:PORT\"}; the lines behind it are variables \
to export. With a command, standard output is the command's, and so is the exit status.";

/// The arguments of `drs sandbox`.
#[derive(Debug, Args)]
#[command(after_help = format!("{AFTER}\n\n`drs sandbox --help` lists the faults."))]
#[command(after_long_help = format!("{AFTER}\n\n{}", drs_sandbox::fault_help()))]
pub(crate) struct Arguments {
    /// Port to listen on; 0 is a free one
    #[arg(long, value_name = "PORT", default_value_t = 0, allow_negative_numbers = true)]
    port: u16,

    /// Address to listen on; others than this machine's own are reached by everybody
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_parser = address)]
    bind: IpAddr,

    /// How fast time passes: a number of times such as `60x`, `instant` (what comes by itself has come at the next call) or
    /// `manual` (only when `POST /-/advance` says so)
    #[arg(long, default_value = "60x", allow_hyphen_values = true)]
    speed: Speed,

    /// Seed of ids, credentials and chance; otherwise that of the state, or 0
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = word::number::<u64>(0..=u64::MAX))]
    seed: Option<u64>,

    /// Time at the beginning, such as `2026-03-02T08:00:00Z`; that of the state if it is later; otherwise now
    #[arg(long, value_name = "RFC3339")]
    clock: Option<String>,

    /// File with tasks, faults and durations, see --scenario-schema
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,

    /// Something that goes wrong, such as `create#1:lose-reply` or `task=orders*:fail-in-full(40%)`; may be given several times
    #[arg(long = "fault", value_name = "WHEN:WHAT")]
    faults: Vec<String>,

    /// File with the state: read if it exists, written at the end and on `POST /-/snapshot`; other options go before what it has
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,

    /// Whether callers must sign or have a token
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Auth::Strict)]
    auth: Auth,

    /// What follows the commit of a batch, which nobody knows of the service; otherwise what the scenario says, or `configuration`
    #[arg(long, value_name = "WHAT", value_enum)]
    after_commit: Option<After>,

    /// How many calls a second are let through, such as `5/s`
    #[arg(long, value_name = "N/s", value_parser = rate, allow_hyphen_values = true)]
    rate: Option<u64>,

    /// File to which each call and each change of a state is appended as a line of JSON
    #[arg(long, value_name = "FILE")]
    log: Option<PathBuf>,

    /// Print the JSON Schema of scenarios, and nothing else
    #[arg(long)]
    pub(super) scenario_schema: bool,

    /// Command to run; it finds the sandbox in its environment, and the sandbox ends with it
    #[arg(last = true, value_name = "COMMAND")]
    pub(super) command: Vec<OsString>,
}

/// Whether callers must be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Auth {
    /// By a signature or a token
    Strict,
    /// Not at all
    Any,
}

/// What follows the commit of a batch.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum After {
    /// Tasks start by themselves
    Start,
    /// Tasks wait to be started
    Configuration,
}

fn address(text: &str) -> Result<IpAddr, &'static str> {
    text.parse().map_err(|_| "an address is one of IP, such as `127.0.0.1` or `::1`")
}

fn rate(text: &str) -> Result<u64, String> {
    let number = text.strip_suffix("/s").and_then(|number| number.parse().ok());
    number.filter(|number| *number > 0).ok_or_else(|| "a rate is a number of calls such as `5/s`".to_owned())
}

/// Whether a file can be where it is to be written: the state is written only at the end.
fn has_folder(what: &str, path: &Path) -> Result<(), String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !folder.is_dir()) {
        Some(folder) => {
            let (path, folder) = (path.to_string_lossy(), folder.to_string_lossy());
            let (path, folder) = (drs_diag::escape(&path), drs_diag::escape(&folder));
            Err(format!("cannot write the {what} to `{path}`: there is no folder `{folder}`"))
        }
        None => Ok(()),
    }
}

impl Arguments {
    /// The sandbox that is asked for, or why there is none.
    pub(super) fn builder(&self) -> Result<Builder, String> {
        let mut builder = Sandbox::builder()
            .address(SocketAddr::new(self.bind, self.port))
            .speed(self.speed)
            .strict(self.auth == Auth::Strict);
        if let Some(seed) = self.seed {
            builder = builder.seed(seed);
        }
        if let Some(clock) = &self.clock {
            builder = builder.clock(clock);
        }
        if let Some(path) = &self.scenario {
            let name = path.to_string_lossy();
            let error = |error| format!("cannot read the scenario `{}`: {error}", drs_diag::escape(&name));
            builder = builder.scenario(fs::read_to_string(path).map_err(error)?);
        }
        if let Some(after_commit) = self.after_commit {
            builder = builder.after_commit(match after_commit {
                After::Start => AfterCommit::Start,
                After::Configuration => AfterCommit::Configuration,
            });
        }
        if let Some(rate) = self.rate {
            builder = builder.rate(rate);
        }
        if let Some(path) = &self.state {
            has_folder("state", path)?;
            builder = builder.state_file(path);
        }
        if let Some(path) = &self.log {
            has_folder("log", path)?;
            builder = builder.log_file(path);
        }
        Ok(self.faults.iter().fold(builder, Builder::fault))
    }

    pub(super) fn has_state(&self) -> bool {
        self.state.is_some()
    }

    pub(super) fn is_loopback(&self) -> bool {
        self.bind.is_loopback()
    }
}
