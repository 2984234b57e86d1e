//! What a piece of work costs: time of the processor and of the clock, and memory of its own.
//!
//! Memory is counted by [`Counting`], which the program sets as its allocator. It counts only
//! while [`measure`] runs; before and after, an allocation costs one look at a flag more. The one file in
//! which `unsafe` stands: an allocator cannot be written without.
#![expect(
    unsafe_code,
    reason = "`GlobalAlloc` is an unsafe trait; all calls are handed to mimalloc as they come"
)]

use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::time::Instant;

use cpu_time::ProcessTime;
use mimalloc::MiMalloc;

static MEASURING: AtomicBool = AtomicBool::new(false);
/// Bytes held more than at the beginning of the measurement, now and at most.
static HELD: AtomicIsize = AtomicIsize::new(0);
static PEAK: AtomicIsize = AtomicIsize::new(0);

/// mimalloc, with the bytes counted while something is measured.
pub struct Counting;

fn count(bytes: isize) {
    if MEASURING.load(Ordering::Relaxed) {
        let held = HELD.fetch_add(bytes, Ordering::Relaxed) + bytes;
        PEAK.fetch_max(held, Ordering::Relaxed);
    }
}

// SAFETY: every method hands its arguments to mimalloc unchanged and returns what that returns, so the
// contract is mimalloc's own; counting touches nothing but atomics and allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc`.
        unsafe { MiMalloc.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe { MiMalloc.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        // SAFETY: the caller keeps the contract of `GlobalAlloc::dealloc`; the pointer came from mimalloc.
        unsafe { MiMalloc.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as isize - layout.size() as isize);
        // SAFETY: the caller keeps the contract of `GlobalAlloc::realloc`; the pointer came from mimalloc.
        unsafe { MiMalloc.realloc(pointer, layout, size) }
    }
}

/// What some work cost.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Cost {
    /// Time of the processor, over all threads, in seconds.
    pub cpu_seconds: f64,
    /// Time of the clock, in seconds.
    pub wall_seconds: f64,
    /// The most bytes that it held beyond what was held before; 0 where [`Counting`] is not the allocator.
    pub peak_bytes: u64,
}

/// Does some work and says what it cost. Work of other threads meanwhile counts too.
pub fn measure<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    HELD.store(0, Ordering::Relaxed);
    PEAK.store(0, Ordering::Relaxed);
    MEASURING.store(true, Ordering::Relaxed);
    let (cpu, wall) = (ProcessTime::now(), Instant::now());
    let done = work();
    let (cpu, wall) = (cpu.elapsed(), wall.elapsed());
    MEASURING.store(false, Ordering::Relaxed);
    let peak = PEAK.load(Ordering::Relaxed).max(0) as u64;
    let cost = Cost { cpu_seconds: cpu.as_secs_f64(), wall_seconds: wall.as_secs_f64(), peak_bytes: peak };
    (done, cost)
}
