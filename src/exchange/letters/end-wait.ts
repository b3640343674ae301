import type { Identity } from '../identity.js';
import { overdueBetween, stillWaits, type Waiting } from '../records/waiting.js';
import type { Step } from '../step.js';
import { convertLetter, passBinary } from './convert.js';
import { gather, heldLetter } from './gather.js';

/**
 * Ends a wait: a letter is converted with what came of its attachments, a binary letter goes on as it is. Rules: S1.A2,
 * S1.A3.
 *
 * @returns false if it waits no more
 */
export const endWait = async (step: Step, { arrival, number, kind, deadline }: Waiting): Promise<boolean> => {
  if (deadline >= step.now || !(await stillWaits(step.sql, arrival, number))) return false;
  const placed = await heldLetter(step, arrival, number);
  if (placed === undefined) return false;
  if (kind === 'XBIN01') await passBinary(step, placed);
  else {
    const decision = await convertLetter(step, placed, await gather(step, placed));
    const { envelope, letter } = placed.identity;
    step.decisions.push({ kind, number, envelope, letter, decision });
  }
  return true;
};

/**
 * Ends the waits between two organisations that are over: what comes now comes too late for them. Rules: conversion rules
 * 15.2.
 */
export const endWaitsBetween = async (step: Step, parties: Identity): Promise<void> => {
  for (const one of await overdueBetween(step.sql, parties, step.now)) await endWait(step, one);
};
