import { hasError } from '../../../diagnostics/diagnostic.js';
import { filled } from '../../../diagnostics/language.js';
import { countText } from '../../quantities.js';
import { html, type Markup, visible } from '../markup.js';
import { KINDS, type Kind, SIGNS } from './kinds.js';
import { type Document, type Explained, type Layout, layoutOf, type Value } from './model.js';
import { diagnosticsHtml, lossesHtml, tally } from './told.js';
import { type Style, sectionHtml } from './value.js';
import { words } from './words.js';

/** A message laid out, with the id of its part of the page. */
export interface Shown {
  id: string;
  explained: Explained;
  layout: Layout;
}

/** The id of the part of the page that explains a message, by its number from 0. */
export const idOf = (number: number): string => `m${number + 1}`;

/** Lays a conversion out; values have ids of their own on the whole page. */
export const shownOf = (explained: Explained, number: number): Shown => {
  const id = idOf(number);
  return { id, explained, layout: layoutOf(explained, id) };
};

/** All that is told of a message. */
export const toldOf = ({ conversion, diagnostics }: Explained) => [...conversion.diagnostics, ...diagnostics];

/** What a message is called: what it was, its id, and what it became. */
export const headline = ({ conversion, made }: Explained, { lang }: Style): Markup => {
  const { message, letter } = conversion.letter;
  const refused = conversion.trace === undefined || hasError(conversion.diagnostics);
  const end = refused ? words[lang].notConverted : `→ ${made.join(', ')}`;
  return html`${message} ${visible(letter ?? '')} <span class="end${refused ? ' refused' : ''}">${end}</span>`;
};

const valuesIn = (documents: readonly Document[]): Value[] =>
  documents.flatMap(({ sections }) => sections.flatMap(({ values }) => values));

const filters = ({ layout: { left, right } }: Shown, { lang }: Style): Markup => {
  const own = words[lang];
  const sides = [valuesIn(left), valuesIn(right)];
  const count = (kind?: Kind): number[] =>
    sides.map((values) => values.filter((value) => kind === undefined || value.kind === kind).length);
  const button = (kind: Kind): Markup => {
    const [l = 0, r = 0] = count(kind);
    return html`<button type="button" class="filter ${kind}" data-kind="${kind}" aria-pressed="false" title="${own[`${kind}.hint`]}"${l + r === 0 && html` disabled`}><span class="sign" aria-hidden="true">${SIGNS[kind]}</span> ${own[kind]} <span class="count" aria-label="${l} ${own.left}, ${r} ${own.right}">${l} | ${r}</span></button>
`;
  };
  const [l, r] = count();
  return html`<div class="filters" role="group" aria-label="${own.filter}">
<button type="button" class="filter all" aria-pressed="true">${own.all} <span class="count" aria-label="${l} ${own.left}, ${r} ${own.right}">${l} | ${r}</span></button>
${KINDS.map(button)}</div>
`;
};

/** One side of a message, in pieces. */
function* side(shown: Shown, where: 'left' | 'right', style: Style): Generator<Markup> {
  const own = words[style.lang];
  const { input, unlisted, [where]: documents } = shown.layout;
  const result = input !== where;
  const part = result ? own.result : own.input;
  const names = documents.map(({ name }) => name).join(', ');
  yield html`<section class="side ${where}${result && ' result'}">
<h3 class="side-title"><span>${visible(names || own.empty)}</span> <span class="part">${part}</span></h3>
<div class="list" role="listbox" aria-label="${part}: ${names}" tabindex="0">
`;
  for (const { name, sections } of documents) {
    yield html`<div class="document" role="group" aria-label="${name}">${documents.length > 1 && html`<p class="document-name" role="presentation">${visible(name)}</p>`}
`;
    for (const section of sections) yield* sectionHtml(section, style);
    yield html`</div>
`;
  }
  const count = result ? unlisted.output : unlisted.input;
  yield html`</div>
${count > 0 && html`<p class="unlisted">${filled(own.unlisted, { count: countText(count, style.lang) })}</p>\n`}</section>
`;
}

const detail = ({ lang }: Style): Markup => {
  const own = words[lang];
  return html`<aside class="detail" aria-label="${own.rule}">
<p class="choose">${own.choose}</p>
<div class="chosen" hidden>
<button type="button" class="close" aria-label="${own['keys.end']}">×</button>
<h3><span class="sign" aria-hidden="true"></span> <span class="kind"></span></h3>
<p class="path"></p>
<p class="hint"></p>
<p class="note"></p>
<div class="goes"><h4>${own.goes}</h4><ul></ul></div>
<div class="decides"><h4>${own.decides}</h4><ul></ul></div>
<p class="nowhere">${own.nowhere}</p>
<div class="rules"></div>
</div>
</aside>
`;
};

const losses = ({ layout: { values } }: Shown, { lang }: Style): Markup => {
  const own = words[lang];
  const lost = values.filter(
    ({ kind, lost }) => kind === 'dropped' || kind === 'unmapped' || lost.length > 0,
  );
  const count = (kind: Kind): number => lost.filter((value) => value.kind === kind).length;
  const unmapped = count('unmapped');
  return html`<details class="panel"${unmapped > 0 && html` open`}><summary>${own.losses}: <span class="tally ${count('dropped') > 0 ? 'warning' : 'info'}">${count('dropped')} ${own.dropped.toLowerCase()}</span> <span class="tally ${unmapped > 0 ? 'error' : 'info'}">${unmapped} ${own.unmapped.toLowerCase()}</span></summary>
${lossesHtml(lost, lang)}</details>
`;
};

const tools = (shown: Shown, style: Style): Markup => {
  const own = words[style.lang];
  return html`<div class="tools">
${filters(shown, style)}<label class="search"><span class="unseen">${own.search}</span><input type="search" placeholder="${own.search}" autocomplete="off" spellcheck="false"></label>
<output class="found" data-found="${own.found}" data-none="${own.nothingFound}"></output>
</div>
`;
};

/** The part of the page that explains one message, in pieces. */
export function* messageHtml(shown: Shown, style: Style): Generator<Markup> {
  const { id, explained, layout } = shown;
  const own = words[style.lang];
  const told = toldOf(explained);
  const { conversion } = explained;
  const traced = conversion.trace !== undefined;
  yield html`<section class="message" id="${id}" aria-labelledby="${id}-name">
<header><h2 id="${id}-name">${headline(explained, style)}</h2> <span class="file">${visible(conversion.letter.file)}</span></header>
<div class="panels">
${
  told.length > 0 &&
  html`<details class="panel"${told.some(({ severity }) => severity !== 'info') && html` open`}><summary>${own.diagnostics}: ${tally(told, style.lang)}</summary>
${diagnosticsHtml(told, layout.valueAt, style.lang)}</details>
`
}${traced && losses(shown, style)}</div>
`;
  if (traced) {
    yield html`${tools(shown, style)}<div class="sides">
`;
    yield* side(shown, 'left', style);
    yield detail(style);
    yield* side(shown, 'right', style);
    yield html`</div>
`;
  }
  yield html`</section>
`;
}
