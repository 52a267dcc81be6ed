//! Checking blocks of lines on all cores.
//!
//! Workers take blocks of lines from the reader in turn. Each block has a channel of its own for its results, and the
//! channels are emptied in the order of the blocks. All channels are short, so that a worker that is ahead waits. A block
//! grows for a line that is longer than it, but only one block at a time. So memory is bounded by the number of workers times
//! the size of a block, and by the maximum length of one document, whatever the size of the text and the number of mistakes.

use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::panic;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::blocks::{Block, Blocks};
use super::checker::{BlockSummary, LineChecker, LineResult, Part};

/// The size of a block in bytes. Larger ones were not faster, and smaller ones were slower.
const BLOCK_BYTES: usize = 1 << 20;

/// The size in bytes up to which a text is not worth a thread.
const MAX_SMALL_BYTES: u64 = 1 << 18;

/// The maximum number of workers unless more are asked for: more are hardly faster, as one thread reports.
const MAX_WORKERS: usize = 16;

/// The maximum number of workers that can be asked for. Each has a block of the text.
const MAX_THREADS: usize = 256;

/// The number of parts of a block that wait to be reported.
const QUEUED_PARTS: usize = 2;

/// A receiver of results, in the order of the lines.
pub(crate) trait Sink {
    /// Takes the result of a line of `block`.
    fn line(&mut self, block: &[u8], result: LineResult) -> io::Result<()>;

    /// Takes the counts of a block, after all its lines.
    fn end(&mut self, block: &[u8], summary: BlockSummary) -> io::Result<()>;

    /// Writes the results so far: the next may take its time.
    fn flush(&mut self) -> io::Result<()>;
}

/// Why not all lines were checked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The text cannot be read any further.
    Input(io::Error),
    /// The results cannot be written.
    Output(io::Error),
}

/// Checks all lines of a text. `length` is its length in bytes, if that is known.
///
/// # Errors
///
/// See [`Failure`].
pub(crate) fn check(
    from: impl Read + Send + 'static,
    length: Option<u64>,
    checker: &LineChecker,
    threads: Option<NonZeroUsize>,
    sink: &mut impl Sink,
) -> Result<(), Failure> {
    let blocks = Blocks::new(from, BLOCK_BYTES, checker.checker.max_bytes());
    let cores = || thread::available_parallelism().map_or(1, usize::from).min(MAX_WORKERS);
    let workers = threads.map_or_else(cores, usize::from).min(MAX_THREADS);
    if workers == 1 || length.is_some_and(|length| length <= MAX_SMALL_BYTES) {
        check_in_this_thread(blocks, checker, sink)
    } else {
        check_in_workers(blocks, workers, checker, sink)
    }
}

/// Checks the lines in this thread.
fn check_in_this_thread(
    mut blocks: Blocks<impl Read>,
    checker: &LineChecker,
    sink: &mut impl Sink,
) -> Result<(), Failure> {
    while let Some(block) = blocks.next().map_err(Failure::Input)? {
        let mut result = Ok(());
        checker.block(&block, |part| {
            result = take(&block, part, sink);
            result.is_ok()
        });
        result.map_err(Failure::Output)?;
        sink.flush().map_err(Failure::Output)?;
    }
    Ok(())
}

/// A block and its results.
type Job = (Arc<Block>, Receiver<Part>);

/// The reader that the workers share.
struct Feed<R> {
    blocks: Blocks<R>,
    /// Where the blocks are announced in their order; `None` after the last.
    order: Option<SyncSender<io::Result<Job>>>,
}

/// Checks the lines in other threads. If the results cannot be written, these threads are abandoned: one may be waiting for
/// input that never comes.
fn check_in_workers(
    blocks: Blocks<impl Read + Send + 'static>,
    workers: usize,
    checker: &LineChecker,
    sink: &mut impl Sink,
) -> Result<(), Failure> {
    let (order, jobs) = sync_channel(workers);
    let feed = Arc::new(Mutex::new(Feed { blocks, order: Some(order) }));
    let spawn = |_| {
        let (feed, checker) = (Arc::clone(&feed), checker.clone());
        thread::spawn(move || worker(&feed, &checker))
    };
    let workers: Vec<_> = (0..workers).map(spawn).collect();
    // On an early return all receivers are dropped, and the workers end when they send.
    while let Some(job) = next(&jobs, sink).map_err(Failure::Output)? {
        let (block, parts) = job.map_err(Failure::Input)?;
        while let Some(part) = next(&parts, sink).map_err(Failure::Output)? {
            take(&block, part, sink).map_err(Failure::Output)?;
        }
    }
    for worker in workers {
        // All have ended; a panic in one of them must not pass for a result.
        worker.join().unwrap_or_else(|panic| panic::resume_unwind(panic));
    }
    Ok(())
}

fn worker(feed: &Mutex<Feed<impl Read>>, checker: &LineChecker) {
    loop {
        let (sender, parts) = sync_channel(QUEUED_PARTS);
        let Some(block) = feed.lock().unwrap_or_else(PoisonError::into_inner).next(parts) else { return };
        checker.block(&block, |part| sender.send(part).is_ok());
    }
}

impl<R: Read> Feed<R> {
    /// Reads the next block and announces it together with `parts`.
    fn next(&mut self, parts: Receiver<Part>) -> Option<Arc<Block>> {
        let order = self.order.take()?;
        match self.blocks.next() {
            Ok(Some(block)) => {
                let block = Arc::new(block);
                order.send(Ok((Arc::clone(&block), parts))).ok()?;
                self.order = Some(order);
                Some(block)
            }
            Ok(None) => None,
            Err(error) => {
                // If this fails, the receiver is gone.
                let _ = order.send(Err(error));
                None
            }
        }
    }
}

/// The next message. The results so far are written if it is not there yet.
fn next<T>(from: &Receiver<T>, sink: &mut impl Sink) -> io::Result<Option<T>> {
    match from.try_recv() {
        Ok(message) => Ok(Some(message)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            sink.flush()?;
            Ok(from.recv().ok())
        }
    }
}

fn take(block: &Block, part: Part, sink: &mut impl Sink) -> io::Result<()> {
    match part {
        Part::Lines(lines) => lines.into_iter().try_for_each(|result| sink.line(block.bytes(), result)),
        Part::End(summary) => sink.end(block.bytes(), summary),
    }
}
