import { filled, type Language } from '../../../diagnostics/language.js';
import type { BatchReport } from '../../batch/tally.js';
import { words } from '../../batch/words.js';
import { countText, shareText, sizeText, timeText } from '../../quantities.js';
import { html, type Markup } from '../markup.js';
import { pageHtml } from '../page.js';
import { causesHtml } from './causes.js';
import { statusBar } from './chart.js';
import { kindsHtml, lossesHtml, spreadHtml, unknownHtml, valuesHtml } from './tables.js';

const SECOND = 1000;

const headHtml = (report: BatchReport, lang: Language): Markup => {
  const own = words[lang];
  const when = `${report.began.slice(0, 19).replace('T', ' ')} UTC`;
  return html`<header class="page-head"><h1>${filled(own.title, { to: report.to })}</h1>
<p class="when">${own.began} <time datetime="${report.began}">${when}</time>, ${own.took} ${timeText(report.milliseconds, lang)}</p>
${!report.complete && html`<p class="stopped" role="status">${own.stopped}</p>\n`}</header>
`;
};

const summaryHtml = (report: BatchReport, lang: Language): Markup => {
  const own = words[lang];
  const { messages, converted, warned, failed, warnings, files, attachments, bytes, milliseconds } = report;
  const number = (count: number): string => countText(count, lang);
  const clean = converted - warned;
  const outcomes = [
    { style: 'good', count: clean, name: `${own.converted} ${own.clean}` },
    { style: 'warn', count: warned, name: `${own.converted} ${own.warned}` },
    { style: 'bad', count: failed, name: own.failed },
  ];
  const others: Array<[string, string]> = [
    [own.warnings, number(warnings)],
    [own.files, number(files)],
    [own.attachments, number(attachments)],
    [own.bytesIn, sizeText(bytes.in, lang)],
    [own.bytesOut, sizeText(bytes.out, lang)],
    [own.perSecond, number(Math.round((messages * SECOND) / Math.max(1, milliseconds)))],
  ];
  const text = filled(own.barText, { clean: number(clean), warned: number(warned), failed: number(failed) });
  return html`<section class="panel summary"><h2 class="unseen">${own.summary}</h2>
<dl class="outcomes"><div class="all"><dt>${own.messages}</dt><dd>${number(messages)}</dd></div>
${outcomes.map(({ style, count, name }) => html`<div class="${style}"><dt>${name}</dt><dd>${number(count)} <span class="share">${shareText(count, messages, lang)}</span></dd></div>\n`)}</dl>
${messages > 0 && statusBar(outcomes, own.bar, text)}<dl class="figures">${others.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</section>
`;
};

/**
 * What came of a batch as one page: counts, why messages failed, what was lost by which row, sizes and times. It needs
 * nothing beside itself, and runs nothing.
 */
export const batchPage = (report: BatchReport, lang: Language): string => {
  const own = words[lang];
  const body = html`${headHtml(report, lang)}<main>
${summaryHtml(report, lang)}${causesHtml(report.failures, own.failures, own.noFailures, lang)}${kindsHtml(report, lang)}${causesHtml(report.warningCauses, own.warningCauses, own.noWarnings, lang)}${valuesHtml(report, lang)}${lossesHtml(report, lang)}${unknownHtml(report, lang)}<div class="spreads">
${spreadHtml(report.times, own.timesTitle, (value) => timeText(value, lang), lang)}${spreadHtml(report.sizes, own.sizesTitle, (value) => sizeText(value, lang), lang)}</div>
</main>
`;
  const title = `${filled(own.title, { to: report.to })} – ${report.began.slice(0, 10)}`;
  return pageHtml({ lang, title, styles: ['batch.css'], scripts: [] }, body);
};
