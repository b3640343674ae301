import type { VansEnvelope } from '../formats/envelope/model.js';
import { answered } from './records/outputs.js';
import type { Step } from './step.js';

/** A receipt of the network for something that was sent from here is noted; any other goes on. Rules: conversion rules 17.4. */
export const receiveNetworkReceipt = async (step: Step, envelope: VansEnvelope): Promise<void> => {
  const { content } = envelope;
  if (content.kind === 'message') return;
  const error = content.kind === 'positiveMessage' ? '' : ` ${content.error.code ?? ''}`.trimEnd();
  const ours = await answered(step.sql, content.originalEnvelope.toLowerCase(), content.kind + error);
  const decision = ours ? 'noted' : 'passed';
  step.decisions.push({ kind: content.kind, number: 1, envelope: undefined, letter: undefined, decision });
  if (ours) return;
  step.send({
    document: content.kind,
    receiver: envelope.receiver.id,
    envelope: { ...envelope, identifier: step.uuid('envelope'), sent: step.sent },
    conversion: undefined,
    ids: { envelope: undefined, letter: undefined },
  });
};
