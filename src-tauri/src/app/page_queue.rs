//! A queue of what happens outside the page, such as files dropped on the window. The page takes the items one by one
//! with a call that waits, because it may not listen to Tauri's events.

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use tokio::sync::Notify;

use crate::state::lock;

/// Maximum number of waiting items; further ones are dropped.
const MAX_WAITING: usize = 16;

pub(crate) struct PageQueue<T> {
    items: Mutex<VecDeque<T>>,
    changed: Notify,
    /// Number of calls of [`PageQueue::next`]; only the latest call receives items.
    waits: AtomicU32,
}

impl<T> Default for PageQueue<T> {
    fn default() -> Self {
        PageQueue { items: Mutex::default(), changed: Notify::default(), waits: AtomicU32::new(0) }
    }
}

impl<T> PageQueue<T> {
    pub(crate) fn add(&self, items: impl IntoIterator<Item = T>) {
        let mut waiting = lock(&self.items);
        for item in items {
            if waiting.len() < MAX_WAITING {
                waiting.push_back(item);
            } else {
                tracing::warn!("too much waits for the page");
            }
        }
        self.changed.notify_waiters();
    }

    /// Waits for the next item. `None` as soon as a newer call waits, as after a reload of the page.
    pub(crate) async fn next(&self) -> Option<T> {
        let wait = self.waits.fetch_add(1, SeqCst) + 1;
        self.changed.notify_waiters();
        loop {
            let changed = self.changed.notified();
            if self.waits.load(SeqCst) != wait {
                return None;
            }
            if let Some(item) = lock(&self.items).pop_front() {
                return Some(item);
            }
            changed.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tauri::async_runtime::{block_on, spawn};

    use super::*;

    #[test]
    fn items_are_taken_in_order_up_to_the_limit() {
        block_on(async {
            let queue = PageQueue::default();
            queue.add(0..MAX_WAITING + 4);
            for n in 0..MAX_WAITING {
                assert_eq!(queue.next().await, Some(n));
            }
            assert!(lock(&queue.items).is_empty());
        });
    }

    #[test]
    fn a_reloaded_page_replaces_the_waiting_one() {
        block_on(async {
            let queue = Arc::new(PageQueue::default());
            let wait = |queue: Arc<PageQueue<u8>>| spawn(async move { queue.next().await });
            let old = wait(queue.clone());
            while queue.waits.load(SeqCst) == 0 {
                tokio::task::yield_now().await;
            }
            let new = wait(queue.clone());
            assert_eq!(old.await.expect("ended"), None);
            queue.add([7]);
            assert_eq!(new.await.expect("ended"), Some(7));
        });
    }
}
