//! Names of runs.

use std::time::SystemTime;

/// A UUID of version 7: the time in milliseconds, then chance.
pub(super) fn run_id(now: SystemTime, random: &mut fastrand::Rng) -> String {
    let millis = now.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_millis();
    let millis = u64::try_from(millis).unwrap_or(u64::MAX) & 0xffff_ffff_ffff;
    let (high, low) = (random.u64(0..1 << 12), random.u64(0..1 << 62));
    format!(
        "{:08x}-{:04x}-7{high:03x}-{:04x}-{:012x}",
        millis >> 16,
        millis & 0xffff,
        0x8000 | low >> 48,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_begin_with_the_time_and_have_the_form_of_version_7() {
        let now = SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(0x019c_adf2_1c80);
        let mut random = fastrand::Rng::with_seed(1);
        for _ in 0..100 {
            let id = run_id(now, &mut random);
            let parts: Vec<&str> = id.split('-').collect();
            assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "{id}");
            assert!(id.starts_with("019cadf2-1c80-7"), "{id}");
            assert!(matches!(parts[3].as_bytes()[0], b'8' | b'9' | b'a' | b'b'), "{id}");
        }
    }
}
