//! Calls from programs that are not asynchronous.

use std::io;

use tokio::runtime::Builder;

/// Runs calls to their end, for a program without a runtime of its own.
///
/// ```no_run
/// # fn run(client: drs_client::Client) -> std::io::Result<()> {
/// let call = client.call_raw(drs_client::Operation::ShowJobDetail);
/// let answer = drs_client::block_on(call.send())?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Those of the operating system about what waiting needs.
pub fn block_on<F: Future>(future: F) -> io::Result<F::Output> {
    Ok(Builder::new_current_thread().enable_all().build()?.block_on(future))
}
