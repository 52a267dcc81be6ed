//! JSON Lines: texts of any size, checked by all cores, told about in the order of their lines.
//!
//! Workers take blocks of lines from the reader in turn. Each block has a channel of its own for what comes of it, and the
//! channels are emptied in the order of the blocks. All channels are short, so that whoever is ahead waits. A block grows for
//! a line that is longer than it, but only one block at a time. So memory is bounded by the number of workers times the size
//! of a block, and by what one document may take, whatever the size of the text and of what is wrong with it.

mod blocks;
mod work;

use std::io::{self, Read};
use std::panic;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use blocks::{Block, Blocks};
use work::Part;
pub(super) use work::{Found, Tally, Work};

/// Bytes of a block. Larger ones were not faster, and smaller ones were slower.
const BLOCK: usize = 1 << 20;

/// A text up to this size is not worth a thread.
const SMALL: u64 = 1 << 18;

/// The most workers.
const WORKERS: usize = 16;

/// Parts of what comes of a block that wait to be told.
const WAITING: usize = 2;

/// What becomes of the lines of a text, in their order.
pub(super) trait Sink {
    /// Takes a line with something to tell. `block` has the line at `found.old`.
    fn found(&mut self, block: &[u8], found: Found) -> io::Result<()>;

    /// Takes the counts of a block, after all its lines.
    fn done(&mut self, block: &[u8], tally: Tally) -> io::Result<()>;

    /// Hands on what was told so far: the next may take its time.
    fn pause(&mut self) -> io::Result<()>;
}

/// Why not all lines were checked.
#[derive(Debug)]
pub(super) enum Failure {
    /// The text cannot be read any further.
    Input(io::Error),
    /// What comes of it cannot be written.
    Output(io::Error),
}

/// Checks all lines of a text. `length` is how long it is, if that is known.
///
/// # Errors
///
/// See [`Failure`].
pub(super) fn check(
    from: impl Read + Send + 'static,
    length: Option<u64>,
    work: Work,
    sink: &mut impl Sink,
) -> Result<(), Failure> {
    let blocks = Blocks::new(from, BLOCK, work.checker.largest());
    let workers = thread::available_parallelism().map_or(1, usize::from).min(WORKERS);
    if workers == 1 || length.is_some_and(|length| length <= SMALL) {
        alone(blocks, work, sink)
    } else {
        together(blocks, workers, work, sink)
    }
}

/// Checks the lines in this thread.
fn alone(mut blocks: Blocks<impl Read>, work: Work, sink: &mut impl Sink) -> Result<(), Failure> {
    while let Some(block) = blocks.next().map_err(Failure::Input)? {
        let mut result = Ok(());
        work.block(&block, |part| {
            result = take(&block, part, sink);
            result.is_ok()
        });
        result.map_err(Failure::Output)?;
        sink.pause().map_err(Failure::Output)?;
    }
    Ok(())
}

/// A block and what comes of it.
type Job = (Arc<Block>, Receiver<Part>);

/// The reader, which the workers share.
struct Feed<R> {
    blocks: Blocks<R>,
    /// Where the blocks are announced in their order; gone when there are no more.
    order: Option<SyncSender<io::Result<Job>>>,
}

/// Checks the lines in other threads. If what comes of them cannot be written, these threads are left to themselves: one may
/// be waiting for input that never comes.
fn together(
    blocks: Blocks<impl Read + Send + 'static>,
    workers: usize,
    work: Work,
    sink: &mut impl Sink,
) -> Result<(), Failure> {
    let (order, jobs) = sync_channel(workers);
    let feed = Arc::new(Mutex::new(Feed { blocks, order: Some(order) }));
    let spawn = |_| {
        let feed = Arc::clone(&feed);
        thread::spawn(move || worker(&feed, work))
    };
    let workers: Vec<_> = (0..workers).map(spawn).collect();
    // On an early end all receivers go away with this function, and the workers find nobody to talk to.
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

fn worker(feed: &Mutex<Feed<impl Read>>, work: Work) {
    loop {
        let (give, parts) = sync_channel(WAITING);
        let Some(block) = feed.lock().unwrap_or_else(PoisonError::into_inner).next(parts) else { return };
        work.block(&block, |part| give.send(part).is_ok());
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
                // Nobody is there to be told if this fails.
                let _ = order.send(Err(error));
                None
            }
        }
    }
}

/// The next thing that comes. What was told before is handed on if it takes time.
fn next<T>(from: &Receiver<T>, sink: &mut impl Sink) -> io::Result<Option<T>> {
    match from.try_recv() {
        Ok(thing) => Ok(Some(thing)),
        Err(TryRecvError::Disconnected) => Ok(None),
        Err(TryRecvError::Empty) => {
            sink.pause()?;
            Ok(from.recv().ok())
        }
    }
}

fn take(block: &Block, part: Part, sink: &mut impl Sink) -> io::Result<()> {
    match part {
        Part::Found(lines) => lines.into_iter().try_for_each(|found| sink.found(block.bytes(), found)),
        Part::Done(tally) => sink.done(block.bytes(), tally),
    }
}
