//! How requests are checked before they are sent, and how that is said.

use clap::Args;
use drs_validate::Options;

use crate::context::ColorWhen;

/// How a request is checked before it is sent.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Checking {
    /// When messages are coloured
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorWhen::Auto)]
    pub(crate) color: ColorWhen,

    /// Send fields that the contract does not define
    #[arg(long)]
    pub(crate) allow_unknown_fields: bool,

    /// Warn of values that the contract does not list, and send them
    #[arg(long)]
    pub(crate) allow_unknown_values: bool,
}

impl Checking {
    /// The same for the validator.
    pub(crate) fn options(self) -> Options {
        Options {
            allow_unknown_fields: self.allow_unknown_fields,
            allow_unknown_values: self.allow_unknown_values,
            ..Options::default()
        }
    }
}
