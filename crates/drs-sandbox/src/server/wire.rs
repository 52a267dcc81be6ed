//! Connections that can be broken on purpose.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep_until};

/// What happens to the next bytes that are written.
#[derive(Clone, Debug)]
pub(crate) enum Sabotage {
    /// These bytes are written in their place, and the connection is closed.
    Replace(Vec<u8>),
    /// Likewise, and the connection is reset.
    ReplaceAndReset(Vec<u8>),
    /// So many bytes are written at a time, with a pause behind them.
    Drip(usize, Duration),
}

/// The hold that somebody who answers has on the connection.
#[derive(Clone, Debug, Default)]
pub(crate) struct Control(Arc<Mutex<Option<Sabotage>>>);

impl Control {
    /// Decides what happens to the next bytes.
    pub(crate) fn set(&self, sabotage: Option<Sabotage>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = sabotage;
    }

    fn get(&self) -> Option<Sabotage> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A listener whose connections can be broken.
#[derive(Debug)]
pub(crate) struct Gate(pub(crate) TcpListener);

/// A connection.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    control: Control,
    pause: Option<Pin<Box<Sleep>>>,
    /// How much of what is written in place of the answer has gone out.
    replaced: usize,
}

impl Listener for Gate {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // An answer is small and somebody waits for it.
        let _ = stream.set_nodelay(true);
        (Wire { stream, control: Control::default(), pause: None, replaced: 0 }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Gate>> for Control {
    fn connect_info(stream: IncomingStream<'_, Gate>) -> Self {
        stream.io().control.clone()
    }
}

impl AsyncRead for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match self.control.get() {
            None => Pin::new(&mut self.stream).poll_write(cx, bytes),
            Some(Sabotage::Drip(size, pause)) => self.drip(cx, bytes, size, pause),
            Some(Sabotage::Replace(instead)) => {
                ready!(self.replace(cx, &instead))?;
                Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()))
            }
            Some(Sabotage::ReplaceAndReset(instead)) => {
                ready!(self.replace(cx, &instead))?;
                self.stream.set_zero_linger()?;
                Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()))
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl Wire {
    /// Writes `instead`, all of it.
    fn replace(&mut self, cx: &mut Context<'_>, instead: &[u8]) -> Poll<io::Result<()>> {
        while let Some(left) = instead.get(self.replaced..).filter(|left| !left.is_empty()) {
            let written = ready!(Pin::new(&mut self.stream).poll_write(cx, left))?;
            self.replaced += written;
        }
        Poll::Ready(Ok(()))
    }

    fn drip(&mut self, cx: &mut Context<'_>, bytes: &[u8], size: usize, pause: Duration) -> Poll<io::Result<usize>> {
        if let Some(pause) = &mut self.pause {
            ready!(pause.as_mut().poll(cx));
        }
        self.pause = None;
        let part = &bytes[..bytes.len().min(size)];
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, part))?;
        self.pause = Instant::now().checked_add(pause).map(|end| Box::pin(sleep_until(end)));
        Poll::Ready(Ok(written))
    }
}
