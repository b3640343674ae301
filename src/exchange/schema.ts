import type { Migration } from './store/migrations.js';

/**
 * The tables of the store, version by version. Times are milliseconds since 1970. What they are for is told in
 * docs/relay.md. Rules: conversion rules 14.2, 15.1.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    name: 'messages, conversions and receipts',
    sql: [
      // Every file that was taken from an inbox.
      `CREATE TABLE arrival (
        id TEXT PRIMARY KEY, file TEXT NOT NULL, arrived INTEGER NOT NULL, bytes INTEGER NOT NULL, digest TEXT NOT NULL,
        envelope TEXT, message TEXT, sender TEXT, receiver TEXT, document TEXT,
        decision TEXT NOT NULL, detail TEXT NOT NULL)`,
      'CREATE INDEX arrival_envelope ON arrival (envelope)',
      'CREATE INDEX arrival_message ON arrival (message)',
      'CREATE INDEX arrival_arrived ON arrival (arrived)',
      // Every letter, message and receipt in them, once: a second one with the same ids is a duplicate.
      `CREATE TABLE letter (
        arrival TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL,
        sender TEXT NOT NULL, envelope TEXT NOT NULL, letter TEXT NOT NULL, digest TEXT NOT NULL,
        state TEXT NOT NULL, conversion TEXT, arrived INTEGER NOT NULL,
        PRIMARY KEY (kind, sender, letter, envelope))`,
      'CREATE INDEX letter_arrival ON letter (arrival)',
      'CREATE INDEX letter_envelope ON letter (envelope)',
      'CREATE INDEX letter_letter ON letter (letter)',
      'CREATE INDEX letter_conversion ON letter (conversion)',
      'CREATE INDEX letter_arrived ON letter (arrived)',
      // Letters that wait for their other half, with what came, in pieces.
      `CREATE TABLE waiting (
        arrival TEXT NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL,
        sender TEXT NOT NULL, receiver TEXT NOT NULL, deadline INTEGER NOT NULL,
        PRIMARY KEY (arrival, number))`,
      'CREATE INDEX waiting_deadline ON waiting (deadline)',
      'CREATE TABLE held (arrival TEXT NOT NULL, piece INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (arrival, piece))',
      // Attachments that letters refer to and binary letters carry.
      `CREATE TABLE attachment (
        sender TEXT NOT NULL, receiver TEXT NOT NULL, object TEXT NOT NULL, role TEXT NOT NULL,
        arrival TEXT NOT NULL, number INTEGER NOT NULL, state TEXT NOT NULL, arrived INTEGER NOT NULL,
        PRIMARY KEY (sender, receiver, object, role, arrival, number))`,
      'CREATE INDEX attachment_arrival ON attachment (arrival, number)',
      'CREATE INDEX attachment_arrived ON attachment (arrived)',
      // Every message that was converted, with what its receipts need.
      `CREATE TABLE conversion (
        id TEXT PRIMARY KEY, direction TEXT NOT NULL, syntax TEXT NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL,
        bundle TEXT NOT NULL, header TEXT NOT NULL, original TEXT NOT NULL, reason TEXT,
        state TEXT NOT NULL, converted INTEGER NOT NULL)`,
      'CREATE INDEX conversion_header ON conversion (header)',
      'CREATE INDEX conversion_bundle ON conversion (bundle)',
      'CREATE INDEX conversion_converted ON conversion (converted)',
      `CREATE TABLE conversion_letter (
        conversion TEXT NOT NULL, position INTEGER NOT NULL, message TEXT NOT NULL, syntax TEXT NOT NULL,
        envelope TEXT NOT NULL, letter TEXT NOT NULL, version TEXT NOT NULL,
        PRIMARY KEY (conversion, position))`,
      'CREATE INDEX conversion_letter_letter ON conversion_letter (letter)',
      'CREATE INDEX conversion_letter_envelope ON conversion_letter (envelope)',
      // Receipts for converted messages, until and after they were converted themselves.
      `CREATE TABLE receipt (
        conversion TEXT NOT NULL, position INTEGER NOT NULL, arrival TEXT NOT NULL, number INTEGER NOT NULL,
        code TEXT NOT NULL, content BLOB NOT NULL, used INTEGER NOT NULL, arrived INTEGER NOT NULL,
        PRIMARY KEY (conversion, position, arrival, number))`,
      // Everything that was sent, by the id of its envelope.
      `CREATE TABLE output (
        id TEXT PRIMARY KEY, arrival TEXT NOT NULL, conversion TEXT, document TEXT NOT NULL, receiver TEXT NOT NULL,
        file TEXT NOT NULL, bytes INTEGER NOT NULL, digest TEXT NOT NULL, envelope TEXT, letter TEXT, sent INTEGER NOT NULL,
        answer TEXT)`,
      'CREATE INDEX output_arrival ON output (arrival)',
      'CREATE INDEX output_conversion ON output (conversion)',
      'CREATE INDEX output_envelope ON output (envelope)',
      'CREATE INDEX output_letter ON output (letter)',
      'CREATE INDEX output_file ON output (file)',
      'CREATE INDEX output_sent ON output (sent)',
      'CREATE INDEX arrival_file ON arrival (file)',
      // Ids of envelopes and letters that were made; never used twice, never forgotten.
      'CREATE TABLE made_id (sender TEXT NOT NULL, id TEXT NOT NULL, conversion TEXT NOT NULL, PRIMARY KEY (sender, id))',
    ],
  },
];
