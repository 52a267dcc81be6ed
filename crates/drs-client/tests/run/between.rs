//! Something between a client and a sandbox that answers some calls itself.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What a call is answered with that does not get through.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// A status and a body.
    Json(u16, String),
    /// Nothing.
    Hang,
}

/// It goes when it is dropped.
pub(crate) struct Between {
    url: String,
    targets: Arc<Mutex<Vec<String>>>,
    accepting: JoinHandle<()>,
}

impl Drop for Between {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Between {
    /// Stands before an endpoint, and asks of the target of each call whether it has a reply of its own.
    pub(crate) async fn start(endpoint: &str, reply: impl Fn(&str) -> Option<Reply> + Send + Sync + 'static) -> Self {
        let address = endpoint.strip_prefix("http://").unwrap().to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let targets = Arc::new(Mutex::new(Vec::new()));
        let (kept, reply) = (Arc::clone(&targets), Arc::new(reply));
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (address, kept, reply) = (address.clone(), Arc::clone(&kept), Arc::clone(&reply));
                tokio::spawn(async move { pass(stream, &address, &kept, &*reply).await });
            }
        });
        Self { url, targets, accepting }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Paths with their queries, in the order in which they came.
    pub(crate) fn targets(&self) -> Vec<String> {
        self.targets.lock().unwrap().clone()
    }
}

/// Passes one call on, on a connection that has no other.
async fn pass(
    mut stream: TcpStream,
    address: &str,
    targets: &Mutex<Vec<String>>,
    reply: &(dyn Fn(&str) -> Option<Reply> + Send + Sync),
) -> Option<()> {
    let (mut head, mut buffer) = (Vec::new(), [0; 4096]);
    let end = loop {
        let count = stream.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        head.extend_from_slice(&buffer[..count]);
        if let Some(end) = head.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
    };
    let target = String::from_utf8(head[..end].to_vec()).ok()?.split(' ').nth(1)?.to_owned();
    targets.lock().unwrap().push(target.clone());
    match reply(&target) {
        Some(Reply::Json(status, body)) => {
            let head = format!("HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
            stream.write_all(format!("{head}{body}").as_bytes()).await.ok()
        }
        Some(Reply::Hang) => std::future::pending().await,
        None => {
            let mut upstream = TcpStream::connect(address).await.ok()?;
            upstream.write_all(&head[..end]).await.ok()?;
            upstream.write_all(b"\r\nconnection: close").await.ok()?;
            upstream.write_all(&head[end..]).await.ok()?;
            tokio::io::copy_bidirectional(&mut stream, &mut upstream).await.ok().map(drop)
        }
    }
}
