import type { Words } from '../../diagnostics/language.js';

/** The words of mapping sheets. The English ones are those of MedCom's sheets, where these have any. */
export const words: Words<
  | 'id'
  | 'name'
  | 'element'
  | 'mandatory'
  | 'how'
  | 'reason'
  | 'ruling'
  | 'segment'
  | 'component'
  | 'group'
  | 'messages'
  | 'show'
  | 'what'
  | 'rows'
  | 'source'
  | 'loses'
> = {
  en: {
    id: 'id',
    name: 'Name',
    element: 'element',
    mandatory: 'Mandatory in',
    how: 'How',
    reason: 'Comment',
    ruling: 'Ruling',
    segment: 'Segment',
    component: 'Component',
    group: 'Group',
    messages: 'Messages',
    show: 'What can be shown',
    what: 'What it is',
    rows: 'Rows',
    source: 'Source',
    loses: 'What is lost',
  },
  da: {
    id: 'id',
    name: 'Navn',
    element: '-element',
    mandatory: 'Obligatorisk i',
    how: 'Hvordan',
    reason: 'Kommentar',
    ruling: 'Afgørelse',
    segment: 'Segment',
    component: 'Komponent',
    group: 'Gruppe',
    messages: 'Meddelelser',
    show: 'Hvad der kan vises',
    what: 'Hvad det er',
    rows: 'Rækker',
    source: 'Kilde',
    loses: 'Hvad der går tabt',
  },
};
