import type { Words } from '../diagnostics/language.js';

/** Words of the relay's ledger. */
export const words: Words<
  | 'letter'
  | 'convertedTo'
  | 'convertedFrom'
  | 'receipt'
  | 'waitsForOthers'
  | 'awaits'
  | 'arrival'
  | 'unknown'
  | 'unreadable'
  | 'parties'
  | 'lookedUp'
  | 'in'
  | 'registeredForNothing'
  | 'notInDirectory'
  | 'letterState'
  | 'until'
  | 'sent'
  | 'answered'
  | 'notKnown'
> = {
  en: {
    letter: '{message} envelope {envelope}, letter {letter}, {version}',
    convertedTo: 'converted to {fhir}',
    convertedFrom: 'converted from {fhir}',
    receipt: '{arrived} receipt {receipt} for {message}',
    waitsForOthers: ', waits for the others',
    awaits: 'awaits receipts',
    arrival: 'arrival {arrival}, envelope {envelope}',
    unknown: 'unknown',
    unreadable: 'unreadable',
    parties: '{document} from {sender} to {receiver}: {state}',
    lookedUp: 'looked up {gln} as of {day}{where}: {found}',
    in: ' in {source}',
    registeredForNothing: 'registered for nothing',
    notInDirectory: 'not in the directory',
    letterState: '{kind} envelope {envelope}, letter {letter}: {state}',
    until: ' until {time}',
    sent: '{sent} sent {document} as {file}',
    answered: '; the network answered {answer}',
    notKnown: '{id}: not known',
  },
  da: {
    letter: '{message} kuvert {envelope}, brev {letter}, {version}',
    convertedTo: 'konverteret til {fhir}',
    convertedFrom: 'konverteret fra {fhir}',
    receipt: '{arrived} kvittering {receipt} for {message}',
    waitsForOthers: ', venter på de andre',
    awaits: 'afventer kvitteringer',
    arrival: 'ankomst {arrival}, kuvert {envelope}',
    unknown: 'ukendt',
    unreadable: 'ulæselig',
    parties: '{document} fra {sender} til {receiver}: {state}',
    lookedUp: 'slået op: {gln} pr. {day}{where}: {found}',
    in: ' i {source}',
    registeredForNothing: 'ikke registreret til noget',
    notInDirectory: 'ikke i organisationsregisteret',
    letterState: '{kind} kuvert {envelope}, brev {letter}: {state}',
    until: ' til {time}',
    sent: '{sent} sendt {document} som {file}',
    answered: '; nettet svarede {answer}',
    notKnown: '{id}: ukendt',
  },
};
