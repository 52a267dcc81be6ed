//! How YAML is read.

/// The longest text that is taken, 8 MiB, whatever the [`Limits`](crate::Limits): the library keeps up to 170 bytes for each byte of a
/// text in brackets.
pub const MAX_BYTES: u32 = 8 << 20;

/// How plain scalars are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YamlOptions {
    /// Whether a scalar that YAML 1.1 and 1.2 read differently is a fault; otherwise YAML 1.2 decides.
    pub strict_scalars: bool,
}

impl Default for YamlOptions {
    fn default() -> Self {
        Self { strict_scalars: true }
    }
}
