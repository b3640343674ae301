import type { Entry } from '../entry.js';

/** FHIR: what a message must be by its profiles. `rule` is the profile, or the rule of it. */
export const profiles = {
  FHIR100: {
    severity: 'error',
    message: '{element} is there {count} times; at most {max} may be.',
    hint: 'Which of them is meant cannot be known; the sender must send as many as the profile allows.',
  },
  FHIR101: {
    severity: 'error',
    message: '{element} is missing: {count} there, at least {min} needed.',
    hint: 'The profile demands it; the sender must add it.',
  },
  FHIR102: {
    severity: 'error',
    message: '{element} may not stand here.',
    hint: 'FHIR R4, or the profile, has no such element at this place; look for a misspelling, or for another type of value.',
  },
  FHIR103: {
    severity: 'error',
    message: '{element} must be {thing}.',
    hint: 'Elements that may be repeated are lists, numbers and truth values stand without quotation marks, all other values with them.',
    rule: 'FHIR messages 12.1',
  },
  FHIR104: {
    severity: 'error',
    message: '{element} is empty.',
    hint: 'An element without a value and without content is left out.',
    rule: 'ele-1',
  },
  FHIR105: {
    severity: 'error',
    message: '{element} does not have the form of the type {type}.',
    hint: 'Times have seconds and an offset (2026-03-02T10:15:00+01:00), ids letters, digits, hyphens and full stops, addresses no blanks.',
  },
  FHIR106: {
    severity: 'error',
    message: '{element} must be {value}.',
    hint: 'The profile allows no other value here.',
  },
  FHIR107: {
    severity: 'error',
    message: '{element} is longer than {longest} characters.',
    hint: 'The sender must shorten it.',
  },
  FHIR108: {
    severity: 'error',
    message: '{element} is not in the value set {set}.',
    hint: '{url} has: {codes}. Codes, and the system they belong to, are written exactly as in profiles/value-sets.yaml.',
  },
  FHIR109: {
    severity: 'error',
    message: '{element} is not base64: {reason}.',
    hint: 'The content was damaged; ask the sender to send it again.',
  },
  FHIR110: {
    severity: 'error',
    message: '{reason}',
    hint: 'The rule says what must hold; the tables of profiles have it under this id. The sender must correct the message.',
  },
  FHIR111: {
    severity: 'error',
    message: '{element} stands too late: in XML, elements have a fixed order.',
    hint: 'The sender must write the elements in the order of FHIR R4.',
    rule: 'FHIR messages 12.2',
  },
  FHIR112: {
    severity: 'error',
    message: '{element} is none of those that the profile knows.',
    hint: 'Only the listed kinds of this element may be there; see the profile.',
  },
  FHIR113: {
    severity: 'error',
    message: 'What the reference leads to is not in the message.',
    hint: 'It must be an entry of the bundle, with a fullUrl that ends in the reference.',
  },
  FHIR114: {
    severity: 'error',
    message: 'The reference leads to a resource of type {type}; allowed are: {allowed}.',
    hint: 'The sender must refer to a resource of one of these types.',
  },
  FHIR115: {
    severity: 'error',
    message: 'The resource that the reference leads to has errors as a {profile}.',
    hint: 'It must fit this profile, whatever profile it claims; what is wrong with it is told at its own place if it claims it.',
  },
  FHIR116: {
    severity: 'info',
    message: 'A resource of type {type} was not checked.',
    hint: 'Resources other than those of the standard may be in a message; nothing is known of them here.',
  },
  FHIR117: {
    severity: 'error',
    message: 'The narrative holds what it may not hold, or is not well-formed: {markup}.',
    hint: 'Only basic formatting is allowed: no scripts, forms, frames, style sheets, no attributes that begin with on, and no named characters but amp, lt, gt, quot.',
    rule: 'txt-1',
  },
  FHIR118: {
    severity: 'error',
    message: 'The narrative has no text.',
    hint: 'People must see what is in the resource.',
    rule: 'txt-2',
  },
  FHIR119: {
    severity: 'warning',
    message: 'The profile that is claimed is not known.',
    hint: 'Look for a misspelling; profiles of other versions or standards are not checked.',
    rule: 'FHIR messages 3.3',
  },
  FHIR120: {
    severity: 'error',
    message: 'A {type} cannot claim the profile {profile}.',
    hint: 'The profile is one of another type of resource; the sender must correct it.',
    rule: 'FHIR messages 3.3',
  },
  FHIR121: {
    severity: 'warning',
    message: 'This {type} claims no known profile; it was checked as FHIR R4 has it.',
    hint: 'Every resource of a message says in meta.profile which profile it follows.',
    rule: 'FHIR messages 3.3',
  },
  FHIR122: {
    severity: 'error',
    message: 'The bundle does not claim the profile {profile}, which its event demands.',
    hint: 'The sender must add it to meta.profile of the bundle. It was checked by it all the same.',
    rule: 'FHIR messages 3.3',
  },
  FHIR123: {
    severity: 'error',
    message: 'The bundle is neither a CareCommunication nor an Acknowledgement.',
    hint: 'Its first entry must be a MessageHeader with eventCoding care-communication-message or acknowledgement-message.',
    rule: 'FHIR messages 6.4',
  },
  FHIR124: {
    severity: 'warning',
    message: 'The resource has no narrative.',
    hint: 'MedCom demands one in every resource but the bundle, so that any receiver can show it.',
    rule: 'FHIR messages 9',
  },
  FHIR125: {
    severity: 'warning',
    message: 'The narrative does not show: {shown}.',
    hint: 'People who cannot see more than the narrative would miss it; the sender must add it.',
    rule: 'FHIR messages 9.2',
  },
  FHIR126: {
    severity: 'warning',
    message: 'The narrative shows the content of an attachment.',
    hint: 'The content is not for people to read; the sender must leave it out.',
    rule: 'FHIR messages 9.1',
  },
  FHIR127: {
    severity: 'error',
    message: '{element} holds a control character, or half of a character.',
    hint: 'Of control characters, a text may hold tab, line feed and carriage return; the sender must take out all others.',
    rule: 'FHIR messages 12.1',
  },
  FHIR128: {
    severity: 'warning',
    message: '{element} holds nothing but blanks.',
    hint: 'Receivers take it for missing; the sender must leave it out or fill it in.',
    rule: 'FHIR messages 12.1',
  },
  FHIR129: {
    severity: 'error',
    message: 'There is no resource of this type in FHIR R4.',
    hint: 'Look for a misspelling in resourceType, or in the name of the element in XML.',
    rule: 'FHIR messages 12.1',
  },
} as const satisfies Record<string, Entry>;
