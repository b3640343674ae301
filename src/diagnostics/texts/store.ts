import type { Entry } from '../entry.js';

/** The store of the relay: a file, or a database on a server. */
export const store = {
  REL101: {
    severity: 'error',
    message: 'The store is not a database, or it is damaged.',
    hint: 'Check the name. If it is the store, stop the relay, keep the file (with those that end in -wal and -shm) and restore the last backup.',
  },
  REL102: {
    severity: 'error',
    message: 'The store is locked by another program, and stayed so.',
    hint: 'Look for a backup, an administration tool or a relay that hangs with the store open, and end it; then try again.',
  },
  REL103: {
    severity: 'error',
    message: 'The folder of the store does not exist.',
    hint: 'Make the folder, or give another; the store itself is made when it is not there.',
  },
  REL104: {
    severity: 'error',
    message: 'The store cannot be opened or changed: {reason}.',
    hint: 'The user that runs the relay needs rights to read and write the file and to make files in its folder; on a server, to make and change tables in the schema.',
  },
  REL105: {
    severity: 'error',
    message: 'The store cannot grow: the disk is full.',
    hint: 'Make space. Nothing that was acknowledged is lost, and what failed can be done again.',
  },
  REL106: {
    severity: 'error',
    message: 'The store can only be read.',
    hint: 'Check that the file and its file system may be written; of a server, give the one that takes changes, not a standby.',
  },
  REL107: {
    severity: 'error',
    message: 'The store has version {newest}; this program knows none newer than {known}.',
    hint: 'Use the newer program that has opened the store, or the backup from before it did.',
  },
  REL108: {
    severity: 'error',
    message: 'The database server cannot be reached: {reason}.',
    hint: 'Check that it runs, host and port of the URL, the network and its firewalls, and that both sides agree on TLS (sslmode).',
  },
  REL109: {
    severity: 'error',
    message: 'The database server refused the login.',
    hint: 'Check user and password (special characters are percent-encoded in a URL) and what pg_hba.conf on the server allows.',
  },
  REL110: {
    severity: 'error',
    message: 'The server has no such {what}.',
    hint: 'Make it, or correct the URL: the database is its path, the schema what options=-c%20search_path%3D… names.',
  },
  REL111: {
    severity: 'error',
    message: 'It is not known whether the last change was stored: the store failed while it was confirmed.',
    hint: 'Do it again; what was stored already is recognised.',
  },
  REL112: {
    severity: 'error',
    message: 'The database failed with {reason}.',
    hint: 'The log of the server, or of the system for a file, tells more; nothing was stored.',
  },
  REL113: {
    severity: 'error',
    message: 'The SQLite library cannot be loaded.',
    hint: 'Install the program from its package, on this platform and with its optional packages (no --omit=optional); or use a PostgreSQL server, which the stand-alone executable always needs.',
  },
  REL114: {
    severity: 'error',
    message:
      'The address of the store is not a URL of a PostgreSQL database, or names a file that cannot be read.',
    hint: 'Write postgresql://user:password@host:port/database, with special characters percent-encoded; sslrootcert, sslcert and sslkey name files.',
  },
  REL115: {
    severity: 'error',
    message: 'There is no such store.',
    hint: 'Give the file, or the server, that the relay keeps its state in: what its --store names.',
  },
} as const satisfies Record<string, Entry>;
