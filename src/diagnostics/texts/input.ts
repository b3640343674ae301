import type { Entry } from '../entry.js';

/** The input as a file, and the result as one. */
export const input = {
  IN001: {
    severity: 'error',
    message: 'The file cannot be read: {reason}.',
    hint: 'Check the name and the rights on the file.',
    rule: 'input',
  },
  IN002: {
    severity: 'error',
    message: 'The input is empty.',
    hint: 'Give a message; an empty file may be a transfer that failed.',
    rule: 'input',
  },
  IN003: {
    severity: 'error',
    message: 'The input is binary data, not a message.',
    hint: 'Give EDIFACT, OIOXML or FHIR as text; unpack what is packed otherwise than as .zip, .tar or .tar.gz. An attachment belongs, base64-encoded, in an XBIN01.',
    rule: 'input',
  },
  IN004: {
    severity: 'error',
    message: 'The input is {format}, which this version does not convert.',
    hint: '{advice}',
    rule: 'input',
  },
  IN005: {
    severity: 'error',
    message: 'The input is not a message of a known format.',
    hint: 'Known are EDIFACT (beginning with UNA or UNB), OIOXML (an XML document with the root Emessage) and FHIR (a Bundle in JSON or XML). Check that the file is complete and not encrypted or packed.',
    rule: 'input',
  },
  IN006: {
    severity: 'error',
    message: 'No file matches this name.',
    hint: 'Check the name; put patterns in quotation marks so that the shell leaves them alone.',
    rule: 'input',
  },
  IN007: {
    severity: 'error',
    message: 'The result cannot be written: {reason}.',
    hint: 'Check the folder that the file is to lie in: it must exist or be possible to make, with rights to write and space left.',
    rule: 'input',
  },
  IN008: {
    severity: 'error',
    message: 'The result would overwrite an input file.',
    hint: 'Give --out, or --quarantine, a folder other than that of the inputs, and a report or page another name.',
    rule: 'input',
  },
  IN009: {
    severity: 'error',
    message: 'The folder holds no message.',
    hint: 'Folders are searched for files ending in .xml, .edi and .json, by convert for archives, too (.zip, .tar, .tar.gz); name others one by one or by a pattern.',
    rule: 'input',
  },
  IN010: {
    severity: 'error',
    message: 'The message was not converted because of a defect of this program ({reason}).',
    hint: 'Please report it with a message that shows it and holds no personal data; MEDCOM_DEBUG=1 shows where it happened.',
    rule: 'input',
  },
  IN011: {
    severity: 'error',
    message: 'The input is {format} already; there is nothing to convert.',
    hint: 'Check --to; it names the format of the results.',
    rule: 'input',
  },
  IN012: {
    severity: 'error',
    message: 'The message becomes two letters, which cannot both be written to standard output.',
    hint: 'Give them a folder with --out DIR.',
    rule: 'input',
  },
  IN013: {
    severity: 'error',
    message: 'A receipt ({message}) cannot be converted to FHIR by itself.',
    hint: 'It answers a message whose ids only the relay knows: medcom-convert relay converts receipts. --to oioxml and --to edifact convert them between the legacy formats.',
    rule: 'conversion rules 8.1',
  },
  IN014: {
    severity: 'error',
    message: 'An Acknowledgement cannot be converted by itself.',
    hint: 'It answers a message whose ids only the relay knows: medcom-convert relay converts receipts.',
    rule: 'conversion rules 8.1',
  },
  IN015: {
    severity: 'error',
    message: 'The archive holds no message.',
    hint: 'Archives are searched for files ending in .xml, .edi and .json.',
    rule: 'input',
  },
  IN016: {
    severity: 'error',
    message: 'The archive cannot be unpacked further: {reason}.',
    hint: 'What was unpacked before is converted. Check that the archive is complete and not encrypted; unpack it by other means and give its folder.',
    rule: 'input',
  },
  IN017: {
    severity: 'error',
    message: 'An archive in an archive is not opened.',
    hint: 'Unpack the outer archive, and give its folder.',
    rule: 'input',
  },
  IN018: {
    severity: 'error',
    message:
      'The thread that worked on the file ended: there was not enough memory for it, or it is a defect of this program.',
    hint: 'Convert the file by itself, or with fewer --jobs. If it fails there, too, please report it with a message that shows it and holds no personal data.',
    rule: 'input',
  },
  IN019: {
    severity: 'error',
    message: 'The batch that was interrupted was begun with other inputs, options or tables: {names}.',
    hint: 'Resume it with what it was begun with, or begin again without --resume.',
    rule: 'input',
  },
  IN020: {
    severity: 'error',
    message: 'This command opens no archives.',
    hint: 'Unpack the archive, and give its folder; medcom-convert convert takes archives as they are.',
    rule: 'input',
  },
  IN021: {
    severity: 'error',
    message: 'No thread could begin to convert: {reason}.',
    hint: 'There may be too little memory, or too few threads may be allowed. Convert with --jobs 1, which needs none; with --resume it goes on where it ended.',
    rule: 'input',
  },
  IN022: {
    severity: 'error',
    message: 'Another batch writes its results into this folder (process {process}).',
    hint: 'Wait until it has ended, or give --out another folder. If no other batch runs, its number went to another process: remove {folder} from the folder.',
    rule: 'input',
  },
  IN023: {
    severity: 'error',
    message:
      'The pattern has more than {limit} asterisks, or more than {choices} choices in braces, in the name of a file or folder.',
    hint: 'To compare names with it could take for ever. Leave some out, or give the folder, or a list of names with --files-from.',
    rule: 'input',
  },
  IN024: {
    severity: 'error',
    message: 'What has the name of a message is {what} in an archive, and is not taken.',
    hint: 'Unpack the archive by other means, and give its folder.',
    rule: 'input',
  },
  IN025: {
    severity: 'error',
    message: 'A file in an archive cannot be unpacked: {reason}.',
    hint: 'The others are converted. Ask for the file again, or unpack the archive by other means, and give its folder.',
    rule: 'input',
  },
} as const satisfies Record<string, Entry>;
