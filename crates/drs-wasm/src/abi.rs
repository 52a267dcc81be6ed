//! The functions of the module as a host calls them, with numbers for bytes in its memory.
//!
//! Arguments are bytes that the host has written into memory from [`alloc`], as address and length. An answer is the address of
//! a status and a length (both 32 bits, little-endian), which so many bytes of UTF-8 follow; the host gives it back with
//! `release(answer, 8 + length)`.

#![expect(unsafe_code, reason = "a raw ABI is made of addresses")]

use std::{ptr, slice};

use crate::Answer;

/// How many bytes of an answer stand before its text.
const HEADER: usize = 8;

/// Returns the address of `length` bytes, which the host gives back with [`release`].
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; length].into_boxed_slice()).cast()
}

/// Takes back `length` bytes.
///
/// # Safety
///
/// The address and the length are those of [`alloc`] or of an answer, and were not given back before.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn release(address: *mut u8, length: usize) {
    // SAFETY: as the caller promises, this is the slice that `into_raw` was given.
    drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(address, length)) });
}

/// [`crate::check()`]: returns the status.
///
/// # Safety
///
/// Each address is that of so many bytes, which nobody changes during the call; one of no bytes may be anything.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn check(text: *const u8, length: usize, operation: *const u8, operation_length: usize) -> u32 {
    // SAFETY: the caller's promise.
    unsafe { crate::check(bytes(text, length), bytes(operation, operation_length)) as u32 }
}

/// [`crate::report()`].
///
/// # Safety
///
/// Each address is that of so many bytes, which nobody changes during the call; one of no bytes may be anything.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn report(
    text: *const u8,
    length: usize,
    settings: *const u8,
    settings_length: usize,
) -> *mut u8 {
    // SAFETY: the caller's promise.
    answer(unsafe { crate::report(bytes(text, length), bytes(settings, settings_length)) })
}

/// [`crate::fix()`].
///
/// # Safety
///
/// Each address is that of so many bytes, which nobody changes during the call; one of no bytes may be anything.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn fix(text: *const u8, length: usize, settings: *const u8, settings_length: usize) -> *mut u8 {
    // SAFETY: the caller's promise.
    answer(unsafe { crate::fix(bytes(text, length), bytes(settings, settings_length)) })
}

/// [`crate::redact()`].
///
/// # Safety
///
/// Each address is that of so many bytes, which nobody changes during the call; one of no bytes may be anything.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn redact(
    text: *const u8,
    length: usize,
    settings: *const u8,
    settings_length: usize,
) -> *mut u8 {
    // SAFETY: the caller's promise.
    answer(unsafe { crate::redact(bytes(text, length), bytes(settings, settings_length)) })
}

/// [`crate::explain()`].
///
/// # Safety
///
/// Each address is that of so many bytes, which nobody changes during the call; one of no bytes may be anything.
#[cfg(feature = "full")]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn explain(topic: *const u8, length: usize, format: *const u8, format_length: usize) -> *mut u8 {
    // SAFETY: the caller's promise.
    answer(unsafe { crate::explain(bytes(topic, length), bytes(format, format_length)) })
}

/// The bytes of an argument.
///
/// # Safety
///
/// The address is that of `length` bytes which nobody changes during the call, or `length` is 0.
unsafe fn bytes<'a>(address: *const u8, length: usize) -> &'a [u8] {
    if length == 0 {
        return &[];
    }
    // SAFETY: the caller's promise.
    unsafe { slice::from_raw_parts(address, length) }
}

fn answer((status, text): Answer) -> *mut u8 {
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let mut block = Vec::with_capacity(HEADER + text.len());
    block.extend((status as u32).to_le_bytes());
    block.extend(length.to_le_bytes());
    block.extend(text.into_bytes());
    Box::into_raw(block.into_boxed_slice()).cast()
}
