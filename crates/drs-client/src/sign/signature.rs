//! The signature itself, from the text that is signed and the secret key.

use std::time::SystemTime;

use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;

use super::SignError;
use super::canonical::Canonical;
use super::encode::{hexadecimal, sha256};

/// Name of the algorithm in the header and in the signed text. It derives no key from region or service.
pub(super) const ALGORITHM: &str = "SDK-HMAC-SHA256";

/// A moment as the header `X-Sdk-Date` has it: `20250102T030405Z`.
pub(super) fn date(now: SystemTime) -> Result<String, SignError> {
    let now = Timestamp::try_from(now).map_err(|_| SignError::Time)?;
    Ok(now.strftime("%Y%m%dT%H%M%SZ").to_string())
}

/// The signature in hexadecimal digits.
pub(super) fn signature(canonical: &Canonical<'_>, secret_key: &str, date: &str) -> Result<String, SignError> {
    let hash = sha256(&canonical.to_bytes());
    let key = Hmac::<Sha256>::new_from_slice(secret_key.as_bytes());
    let mut mac = key.map_err(|_| SignError::Unusable { what: "secret key" })?;
    for part in [ALGORITHM, "\n", date, "\n", &hash] {
        mac.update(part.as_bytes());
    }
    Ok(hexadecimal(&mac.finalize().into_bytes()))
}
