//! What all calls share: the world, its clock, the gateway, the faults.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use super::clock::{Clock, Speed};
use super::gateway::{Gateway, Identity};
use super::record::Record;
use crate::faults::Faults;
use crate::machine::{Event, Ids, Moment, Settings, World};

/// How a sandbox is to be.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) settings: Settings,
    pub(crate) start: Moment,
    pub(crate) speed: Speed,
    /// Whether callers must be known.
    pub(crate) is_strict: bool,
    pub(crate) faults: Faults,
    /// The limit of calls, as a fault.
    pub(crate) rate: Faults,
    /// Where snapshots are written.
    pub(crate) state_file: Option<std::path::PathBuf>,
    /// Tasks that exist from the beginning: what is asked for, and the state.
    pub(crate) tasks: Vec<(serde_json::Value, String)>,
}

/// What all calls share.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) plan: Plan,
    pub(crate) clock: Clock,
    pub(crate) identity: Identity,
    inner: Mutex<Inner>,
}

/// What calls change.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) world: World,
    pub(crate) gateway: Gateway,
    pub(crate) faults: Faults,
    pub(crate) rate: Faults,
    pub(crate) record: Record,
    /// Ids of tokens.
    pub(crate) ids: Ids,
    /// How many calls have arrived.
    pub(crate) calls: u64,
    /// Rules that had an effect between calls.
    pub(crate) fired: Vec<String>,
}

impl Host {
    pub(crate) fn new(plan: Plan, world: Option<World>, record: Record) -> Self {
        let identity = Identity::new(plan.settings.seed);
        let clock = Clock::new(plan.speed, plan.start);
        let inner = plan.begin(world, record);
        Self { plan, clock, identity, inner: Mutex::new(inner) }
    }

    /// What calls change, for one of them. A call that panicked has not left it half changed: the machine checks before it
    /// changes anything.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets everything happen that comes by itself until now; if time is instant, everything that is going to.
    pub(crate) fn settle(&self, inner: &mut Inner) {
        inner.pass(self.clock.now());
        if self.plan.speed == Speed::Instant {
            while let Some(at) = inner.world.next_step() {
                self.clock.skip(at.since(self.clock.now()));
                inner.pass(at);
            }
        }
    }

    /// Begins again, as if nothing had happened.
    pub(crate) fn reset(&self) {
        let mut inner = self.lock();
        let mut record = std::mem::take(&mut inner.record);
        record.clear();
        self.clock.reset(self.plan.start);
        *inner = self.plan.begin(None, record);
    }
}

impl Plan {
    fn begin(&self, world: Option<World>, record: Record) -> Inner {
        let world = world.unwrap_or_else(|| {
            let mut world = World::new(self.settings.clone(), self.start);
            for (spec, state) in &self.tasks {
                world.place(spec.clone(), state);
            }
            world
        });
        let mut inner = Inner {
            ids: Ids::new(self.settings.seed.wrapping_add(1)),
            world,
            gateway: Gateway::default(),
            faults: self.faults.clone(),
            rate: self.rate.clone(),
            record,
            calls: 0,
            fired: Vec::new(),
        };
        inner.world.rules = inner.faults.life();
        inner
    }
}

impl Inner {
    /// Lets time pass.
    fn pass(&mut self, now: Moment) {
        let effects = self.world.apply(now, Event::Tick);
        self.record.log_moves(&effects.moves);
        self.fired.extend(effects.fired);
    }

    /// Lets other faults hold.
    pub(crate) fn set_faults(&mut self, faults: Faults, now: Moment) {
        self.world.apply(now, Event::Rules(faults.life()));
        self.faults = faults;
    }
}

/// Seconds since 1970 by the real clock.
pub(crate) fn real_seconds() -> i64 {
    Timestamp::now().as_second()
}
