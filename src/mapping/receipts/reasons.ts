/**
 * Reasons why a letter is not converted whole, by what keeps an attachment out. They are remembered for its receipts; tables name
 * them by these words. Rules: conversion rules 8.5.
 */
export const REASONS = {
  invalid: 'XBIN01 invalid',
  large: 'XBIN01 too large',
  passed: 'XDIS91 late',
  missing: 'XBIN01 missing',
  type: 'file type',
} as const;

/** The words themselves. */
export const reasonWords = Object.values(REASONS);
