//! Input and what becomes of it, side by side; `show` is the only file that reads trees and faults for the others.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod foreign;
mod json_agreement;
mod json_faults;
mod json_grammar;
mod limits;
mod places;
mod show;
mod yaml;
mod yaml_layout;
mod yaml_scalars;
