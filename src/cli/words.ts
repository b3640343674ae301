import type { Words } from '../diagnostics/language.js';

/** Words with which commands tell what they did. */
export const words: Words<
  | 'ok'
  | 'failed'
  | 'attachment'
  | 'attachments'
  | 'dropped'
  | 'standardOutput'
  | 'message'
  | 'messages'
  | 'convertedCount'
  | 'failedCount'
  | 'warning'
  | 'warnings'
  | 'left'
  | 'stopped'
  | 'stoppedEarly'
  | 'resumable'
  | 'error'
  | 'defect'
> = {
  en: {
    ok: 'ok    ',
    failed: 'failed',
    attachment: '1 attachment',
    attachments: '{count} attachments',
    dropped: '{count} dropped by row',
    standardOutput: 'standard output',
    message: '1 message:',
    messages: '{count} messages:',
    convertedCount: '{count} converted',
    failedCount: '{count} failed',
    warning: '1 warning',
    warnings: '{count} warnings',
    left: 'left',
    stopped: 'Stopped after {done} of {total} files.',
    stoppedEarly: 'Stopped before anything was converted.',
    resumable: 'Stopped after {done} of {total} files; the same command with --resume goes on.',
    error: 'error',
    defect: 'This is a defect of medcom-convert, please report it: {name}',
  },
  da: {
    ok: 'ok    ',
    failed: 'fejlet',
    attachment: '1 vedhæftet fil',
    attachments: '{count} vedhæftede filer',
    dropped: '{count} udeladt af rækker',
    standardOutput: 'standard output',
    message: '1 meddelelse:',
    messages: '{count} meddelelser:',
    convertedCount: '{count} konverteret',
    failedCount: '{count} fejlet',
    warning: '1 advarsel',
    warnings: '{count} advarsler',
    left: 'tilbage',
    stopped: 'Stoppet efter {done} af {total} filer.',
    stoppedEarly: 'Stoppet, før noget blev konverteret.',
    resumable: 'Stoppet efter {done} af {total} filer; samme kommando med --resume fortsætter.',
    error: 'fejl',
    defect: 'Det er en fejl i medcom-convert, indberet den gerne: {name}',
  },
};
