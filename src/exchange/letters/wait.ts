import { decided } from '../records/letters.js';
import { deadlineIn, hold, wait } from '../records/waiting.js';
import type { Step } from '../step.js';
import { noteAttachments, objectsOf, type Placed, roleOf, type WaitingPlace } from './gather.js';

const MINUTE = 60_000;

/** True of a binary letter that came in an envelope too large to be converted. Rules: ruling D32. */
export const isTooLarge = (step: Step, { arrived }: Placed): boolean =>
  arrived.bytes.length > step.kit.settings.largestBytes;

/** The end of a wait: that of the first of those that belong together. Rules: conversion rules 15.2. */
export const deadlineOf = async (step: Step, others: readonly WaitingPlace[]): Promise<number> => {
  let deadline = step.now + step.kit.settings.waitMinutes * MINUTE;
  for (const other of others) deadline = Math.min(deadline, (await deadlineIn(step.sql, other)) ?? deadline);
  return deadline;
};

/** Lets a letter wait for its other half. */
export const letWait = async (step: Step, placed: Placed, deadline: number): Promise<void> => {
  const { sql } = step;
  const { identity, arrived, arrival, number } = placed;
  await hold(sql, arrival, arrived.bytes);
  await wait(sql, { ...identity, arrival, number, deadline });
  const state = roleOf(placed) === 'carried' && isTooLarge(step, placed) ? 'large' : 'waiting';
  await noteAttachments(step, placed, objectsOf(placed), () => state);
  await decided(sql, identity, 'waiting');
};
