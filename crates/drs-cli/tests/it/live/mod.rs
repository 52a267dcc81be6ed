//! The commands that call the service, against a sandbox.

#![cfg(unix)]

mod acting;
mod batches;
mod hollow;
mod interrupted;
mod manual;
mod reading;
pub(crate) mod rehearse;
