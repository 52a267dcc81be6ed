//! TLS by rustls with ring.

use std::sync::Arc;

use rustls_platform_verifier::BuilderVerifierExt as _;

/// TLS with the certificates that the operating system trusts. The cryptography is named here and not left to what the
/// process has installed, so that neither another crate nor the order of calls decides it.
pub(crate) fn config() -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut config = builder.with_platform_verifier()?.with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(config)
}
