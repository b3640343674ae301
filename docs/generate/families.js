/** The families of diagnostics, in the order of the index: which codes they have, and what they are about. */
const family = (title, codes, about) => ({
  title,
  codes,
  about,
  anchor: title
    .toLowerCase()
    .replaceAll(/[^a-zæøå0-9 -]/g, '')
    .replaceAll(' ', '-'),
});

export const families = [
  family('IN: inputs and results', /^IN/, 'Files that are read and written.'),
  family(
    'LIM: limits',
    /^LIM/,
    'Limits of what a document may ask for: see [limits](../limits.md). Those of size and depth are told by the codes 004 and 005 of each format.',
  ),
  family('OIO: OIOXML', /^OIO/, 'XDIS91, XBIN01 and receipts in XML: well-formedness, structure, values.'),
  family('EDI: EDIFACT', /^EDI/, 'DIS91, BIN01 and CONTRL: syntax, frames, segments, values.'),
  family(
    'FHIR',
    /^FHIR/,
    'CareCommunication and Acknowledgement: well-formedness, and what is needed to convert them; 100 and on are of their profiles.',
  ),
  family('MAP: mapping', /^MAP/, 'Letters with their attachments, and what the rows make of their values.'),
  family('SOR: organisations', /^SOR/, 'The directory of organisations.'),
  family('REC: receipts', /^REC/, 'Receipts, and the messages they answer.'),
  family('VAN: VANSEnvelope', /^VAN/, 'The envelope of the network.'),
  family('TAB: tables', /^TAB/, "The mapping tables, shipped and a site's own."),
  family(
    'REG: scenarios',
    /^REG/,
    'Scenarios of regress: their files, and what differs from what they expect.',
  ),
  family('REL: the relay', /^REL/, 'The conversion service; 101 and on are of its store.'),
];
