//! The thread that lays out and keeps the drawing alive, so that no frame waits for it.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::live::Live;
use super::request::{Point, Request};

/// What the worker is told. Nodes are indices into the request's nodes; one that there is not is
/// ignored.
#[derive(Clone, PartialEq, Debug)]
pub enum Command {
    /// Lay this out, in place of whatever is under way. Ends a pause.
    Start(Request),
    /// The same with what this makes, on the layout's thread.
    Make(Maker),
    /// Stand still.
    Pause,
    /// Go on.
    Resume,
    /// A node in the hand: it is held at this place.
    Move {
        /// The node.
        node: u32,
        /// The pointer, in layout units.
        to: Point,
    },
    /// A node let go.
    Release {
        /// The node.
        node: u32,
        /// Whether it stays where it is; otherwise it goes back.
        pin: bool,
    },
    /// Pin a node at a place.
    Pin(u32, Point),
    /// Let a pinned node move again.
    Unpin(u32),
    /// Let all nodes move again.
    UnpinAll,
    /// Pin these nodes at these places and no others, and stand still.
    Restore {
        /// Where every node of the request goes; `None` leaves those that are not pinned where they are.
        at: Option<Vec<Point>>,
        /// The pinned nodes.
        pinned: Vec<(u32, Point)>,
    },
    /// End the thread.
    Stop,
}

/// Makes a request when the thread comes to it: for a large graph that takes longer than a frame.
#[derive(Clone)]
pub struct Maker(Arc<dyn Fn() -> Request + Send + Sync>);

impl Maker {
    /// From a function, which is called unless the layout has been replaced before.
    pub fn new(make: impl Fn() -> Request + Send + Sync + 'static) -> Self {
        Self(Arc::new(make))
    }
}

impl PartialEq for Maker {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for Maker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Maker")
    }
}

/// What the layout is doing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    /// Nodes are moving.
    Running,
    /// It stands still until told to go on.
    Paused,
    /// All is at rest.
    Settled,
    /// The run ended in a panic, with its message. A new start goes on.
    Failed(String),
}

/// The newest places.
#[derive(Clone, PartialEq, Debug)]
pub struct Snapshot {
    /// A place for each node of the request, in layout units.
    pub positions: Vec<Point>,
    /// What the layout is doing.
    pub state: State,
    /// How many times [`Command::Start`] or [`Command::Make`] had been given when the run of this snapshot began.
    pub generation: u64,
}

/// A layout: [`super::run`], or in tests something in its place.
pub type Run = dyn Fn(&Request, &AtomicBool, &mut dyn FnMut(&[Point])) -> Vec<Point> + Send;

/// How long to wait for the window to take a snapshot of a moving drawing before the next tick.
const FRAME: Duration = Duration::from_millis(16);

/// A handle to the thread. Dropping it tells the thread to end, and does not wait for that.
pub struct Worker {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread, named "layout". `wake` is called when a snapshot lies ready and the one before
    /// has been taken: at most once for each that is taken.
    pub fn spawn(wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self::spawn_with(Box::new(super::run), wake)
    }

    /// The same with another layout.
    pub fn spawn_with(run: Box<Run>, wake: Arc<dyn Fn() + Send + Sync>) -> Self {
        let shared = Arc::new(Shared::default());
        let looper = Loop { shared: Arc::clone(&shared), wake, run, generation: 0, paused: false };
        let thread = std::thread::Builder::new().name("layout".to_owned()).spawn(move || looper.go());
        if let Err(error) = &thread {
            let state = State::Failed(error.to_string());
            shared.lock().slot = Some(Snapshot { positions: Vec::new(), state, generation: 0 });
        }
        Self { shared, thread: thread.ok() }
    }

    /// Tells the thread something; never waits for it.
    pub fn send(&self, command: Command) {
        let mut inbox = self.shared.lock();
        if ends_a_run(&command) {
            self.shared.interrupt.store(true, Ordering::Relaxed);
        }
        // Only the last of a run of moves matters.
        if let (Command::Move { node, to }, Some(Command::Move { node: last, to: place })) =
            (&command, inbox.commands.back_mut())
            && node == last
        {
            *place = *to;
        } else {
            inbox.commands.push_back(command);
        }
        self.shared.changed.notify_all();
    }

    /// Takes the newest snapshot; `None` if there is none since the last.
    pub fn latest(&self) -> Option<Snapshot> {
        let taken = self.shared.lock().slot.take();
        if taken.is_some() {
            self.shared.changed.notify_all();
        }
        taken
    }

    /// Whether the thread has ended.
    pub fn is_finished(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // Nobody waits for the thread: it ends when it hears, and a closing window must not hang on it.
        self.send(Command::Stop);
    }
}

fn ends_a_run(command: &Command) -> bool {
    matches!(command, Command::Start(_) | Command::Make(_) | Command::Stop)
}

#[derive(Default)]
struct Inbox {
    commands: VecDeque<Command>,
    slot: Option<Snapshot>,
}

/// Takes the next command, if it does not end the run.
fn pop_within_run(inbox: &mut Inbox) -> Option<Command> {
    let next = inbox.commands.front()?;
    if ends_a_run(next) { None } else { inbox.commands.pop_front() }
}

#[derive(Default)]
struct Shared {
    inbox: Mutex<Inbox>,
    changed: Condvar,
    /// Set while a command that ends a run waits.
    interrupt: AtomicBool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Inbox> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the next command, waiting for one.
    fn wait(&self) -> Command {
        let mut inbox = self.lock();
        loop {
            if let Some(command) = self.pop(&mut inbox) {
                return command;
            }
            inbox = self.changed.wait(inbox).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until the window has taken the last snapshot, a command comes, or a frame has passed.
    fn wait_for_the_window(&self) -> Option<Command> {
        let busy = |inbox: &mut Inbox| inbox.commands.is_empty() && inbox.slot.is_some();
        let waited = self.changed.wait_timeout_while(self.lock(), FRAME, busy);
        let mut inbox = waited.unwrap_or_else(PoisonError::into_inner).0;
        self.pop(&mut inbox)
    }

    fn pop(&self, inbox: &mut Inbox) -> Option<Command> {
        let command = inbox.commands.pop_front()?;
        let more = inbox.commands.iter().any(ends_a_run);
        self.interrupt.store(more, Ordering::Relaxed);
        Some(command)
    }
}

/// The thread's own side.
struct Loop {
    shared: Arc<Shared>,
    wake: Arc<dyn Fn() + Send + Sync>,
    run: Box<Run>,
    generation: u64,
    paused: bool,
}

impl Loop {
    fn go(mut self) {
        let mut live: Option<Live> = None;
        loop {
            let moving = !self.paused && live.as_ref().is_some_and(Live::is_warm);
            let command = if moving { self.shared.wait_for_the_window() } else { Some(self.shared.wait()) };
            match command {
                Some(Command::Stop) => return,
                Some(Command::Start(request)) => live = self.start(move || request),
                Some(Command::Make(maker)) => live = self.start(move || (maker.0)()),
                Some(Command::Pause) => self.paused = true,
                Some(Command::Resume) => self.paused = false,
                Some(command) => live = self.guarded(live, |live| apply(live, &command)),
                None => live = self.guarded(live, Live::tick),
            }
            if let Some(live) = &live {
                let state = match (self.paused, live.is_warm()) {
                    (true, _) => State::Paused,
                    (false, true) => State::Running,
                    (false, false) => State::Settled,
                };
                self.publish(&live.at, state);
            }
        }
    }

    /// Runs a layout. `None` when it failed.
    fn start(&mut self, make: impl FnOnce() -> Request) -> Option<Live> {
        self.generation += 1;
        self.paused = false;
        if self.shared.interrupt.load(Ordering::Relaxed) {
            // The next one waits already.
            return None;
        }
        let mut touched = Vec::new();
        let mut paused = false;
        let shared = Arc::clone(&self.shared);
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let request = make();
            let mut sink = |places: &[Point]| self.between_steps(places, &mut touched, &mut paused);
            let at = (self.run)(&request, &shared.interrupt, &mut sink);
            (request, at)
        }));
        self.paused = paused;
        match outcome {
            Ok((request, at)) => {
                let live = Some(Live::new(request, at));
                self.guarded(live, |live| touched.iter().for_each(|command| apply(live, command)))
            }
            Err(panic) => {
                self.publish(&[], State::Failed(message(panic.as_ref())));
                None
            }
        }
    }

    /// Does something to the drawing; a panic in it is told and ends the drawing, not the thread.
    fn guarded(&self, live: Option<Live>, change: impl FnOnce(&mut Live)) -> Option<Live> {
        let mut live = live?;
        let outcome = catch_unwind(AssertUnwindSafe(|| change(&mut live)));
        if let Err(panic) = outcome {
            self.publish(&live.at, State::Failed(message(panic.as_ref())));
            return None;
        }
        Some(live)
    }

    /// What a run does between its steps: shows where it is, and listens. It waits here while paused.
    fn between_steps(&self, places: &[Point], touched: &mut Vec<Command>, paused: &mut bool) {
        let mut inbox = self.shared.lock();
        loop {
            while let Some(command) = pop_within_run(&mut inbox) {
                match command {
                    Command::Pause => *paused = true,
                    Command::Resume => *paused = false,
                    touch => keep(touched, touch),
                }
            }
            if !*paused || self.shared.interrupt.load(Ordering::Relaxed) {
                break;
            }
            drop(inbox);
            self.publish_touched(places, touched, State::Paused);
            inbox = self.shared.lock();
            while inbox.commands.is_empty() {
                inbox = self.shared.changed.wait(inbox).unwrap_or_else(PoisonError::into_inner);
            }
        }
        drop(inbox);
        self.publish_touched(places, touched, State::Running);
    }

    /// A node in the hand is under the pointer, wherever the run has it.
    fn publish_touched(&self, places: &[Point], touched: &[Command], state: State) {
        let mut places = places.to_vec();
        for command in touched {
            if let Command::Move { node, to } | Command::Pin(node, to) = command
                && let Some(place) = places.get_mut(*node as usize)
            {
                *place = *to;
            }
        }
        self.publish(&places, state);
    }

    fn publish(&self, positions: &[Point], state: State) {
        let snapshot = Snapshot { positions: positions.to_vec(), state, generation: self.generation };
        let first = self.shared.lock().slot.replace(snapshot).is_none();
        if first {
            (self.wake)();
        }
    }
}

/// Keeps what was touched during a run; of moves of one node the last.
fn keep(touched: &mut Vec<Command>, touch: Command) {
    if let (Some(Command::Move { node: last, to: place }), Command::Move { node, to }) =
        (touched.last_mut(), &touch)
        && last == node
    {
        *place = *to;
    } else {
        touched.push(touch);
    }
}

fn apply(live: &mut Live, command: &Command) {
    match command {
        Command::Move { node, to } => live.hold(*node, *to),
        Command::Release { node, pin } => live.release(*node, *pin),
        Command::Pin(node, to) => live.pin(*node, *to),
        Command::Unpin(node) => live.unpin(*node),
        Command::UnpinAll => live.unpin_all(),
        Command::Restore { at, pinned } => live.restore(at.as_deref(), pinned),
        Command::Start(_) | Command::Make(_) | Command::Pause | Command::Resume | Command::Stop => {}
    }
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("unknown error").to_owned()
}
