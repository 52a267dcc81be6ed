//! The sandbox over the loopback interface, called with nothing but an HTTP client.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod admin;
mod auth;
mod caller;
mod contract;
mod faults;
mod fired;
mod life;
mod same;
mod starrocks;
mod state;
