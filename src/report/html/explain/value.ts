import { filled, type Language } from '../../../diagnostics/language.js';
import { countText, sizeText } from '../../quantities.js';
import { html, type Markup, path as pathHtml, visible } from '../markup.js';
import { howText } from './hows.js';
import { SIGNS } from './kinds.js';
import type { Section, Value } from './model.js';
import { words } from './words.js';

/** How values are written. */
export interface Style {
  lang: Language;
  /** Whether personal data is shown. */
  show: boolean;
}

/** What is shown of a value: itself, its length if it is personal, or the size of an attachment. */
const textOf = ({ text, personal, content }: Value, { lang, show }: Style): Markup => {
  const own = words[lang];
  if (content !== undefined)
    return html`<span class="stead">${own.attachment}, ${sizeText(content, lang)}</span>`;
  if (personal && !show)
    return html`<span class="stead masked">${text.length} ${text.length === 1 ? own.character : own.characters}</span>`;
  return html`<bdi class="text">${visible(text)}</bdi>`;
};

const noteOf = ({ reason, lost, more }: Value, { lang }: Style): Markup => {
  const parts = lost.map(
    ({ row, reason }) => html`<span class="lost">${words[lang].lost}: ${visible(reason)} (${row})</span> `,
  );
  return html`${reason !== undefined && html`<span class="why">${visible(reason)}</span>`}${parts}${more !== undefined && html`<span class="why">${filled(words[lang].unlinked, { count: countText(more, lang) })}</span>`}`;
};

/** A value as an option of its side's list, with all that a script needs to link it. */
const valueHtml = (value: Value, style: Style): Markup => {
  const { id, kind, path, place, position, rows, links, decides, how } = value;
  return html`<div class="value ${kind}" role="option" id="${id}" tabindex="-1" aria-selected="false" data-kind="${kind}" data-path="${path}" data-how="${howText(how ?? '', style.lang)}" data-rows="${rows.join(' ')}" data-links="${links.join(' ')}" data-decides="${decides.join(' ')}">
<span class="sign" title="${words[style.lang][kind]}">${SIGNS[kind]}</span><span class="line">${place?.line}</span>
<span class="name">${pathHtml(position.name)}</span> ${textOf(value, style)}
<span class="row">${rows.join(' ')}</span>${noteOf(value, style)}</div>
`;
};

/** Values under their heading, each a piece: there may be very many under one. */
export function* sectionHtml({ position, values }: Section, style: Style): Generator<Markup> {
  const { section, number } = position;
  const segment = /^[A-Z][A-Z0-9]{2}$/.test(section);
  const label = `${section} ${number}`.trim();
  yield html`<div class="section${segment ? ' segment' : ''}" role="group" aria-label="${label}">
<h4 role="presentation">${visible(section)}${number !== '' && html` <span class="number">${number}</span>`}</h4>
`;
  for (const value of values) yield valueHtml(value, style);
  yield html`</div>
`;
}
