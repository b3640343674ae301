import { Made } from '../../made.js';
import type { Row } from '../../notation.js';
import type { Context, Maker, Rule } from '../../rule.js';
import type { Run } from '../../run.js';

type IdentifierRow = Extract<Row, { how: 'identifier' }>;

/** The kind that the row names, or else the first of the list that the form of the value fits. */
const byForm = (rule: Rule, row: IdentifierRow, context: Context): Maker => {
  const list = context.codeList(row.list, rule.placed);
  const forms = new Map(list.table.codes.map((code) => [code, new RegExp(code.form ?? '')]));
  return (run) => {
    const element = rule.source?.one(run);
    if (element === undefined) return undefined;
    const kind = row.kind === undefined ? list.match(element.text) : list.get(row.kind);
    if (kind === undefined) return undefined;
    if (!forms.get(kind)?.test(element.text)) run.tell(element, 'MAP013', {}, { rule: rule.id });
    const { use = '', system = '' } = kind;
    return Made.from(rule, 'identifier', { use, system, value: element.text }, element);
  };
};

/** Chooses by the code in another element, whose list says what becomes of the value. */
const byCode = (rule: Rule, row: IdentifierRow, by: string, context: Context): Maker => {
  const list = context.codeList(row.list, rule.placed);
  const kindOf = context.rule(by, rule.placed);
  const others = new Map(
    Object.entries(row.with ?? {}).map(([name, id]) => [name, context.rule(id, rule.placed)]),
  );
  const lists = new Map(
    list.table.codes
      .filter((code) => code.oneOf !== undefined)
      .map((code) => [code.oneOf, context.codeList(code.oneOf as string, rule.placed)]),
  );

  const other = (run: Run, name: string | undefined): Made | undefined =>
    others
      .get(name ?? '')?.()
      .value(run);

  return (run) => {
    const element = rule.source?.one(run);
    const code = kindOf().source?.one(run);
    if (element === undefined || code === undefined) return undefined;
    const kind = list.get(code.text);
    const lose = (reason: string): undefined => {
      run.ledger.decide(element, { status: 'dropped', row: rule.id, reason });
      return undefined;
    };
    if (kind?.then === 'compare') {
      const known = other(run, kind.with);
      if (known !== undefined && known.value === element.text) {
        run.ledger.decide(element, { status: 'used', row: rule.id, reason: `the same as ${known.row}` });
        return undefined;
      }
      run.tell(element, 'MAP015', { kind: code.text }, { rule: rule.id });
      return lose('it is not the number the organisation has');
    }
    if (kind?.then === 'add') {
      const value = element.text.padStart(Number(kind.pad ?? 0), '0');
      const allowed = kind.oneOf === undefined ? undefined : lists.get(kind.oneOf);
      if (allowed !== undefined && allowed.get(value) === undefined) {
        run.tell(element, 'MAP016', { list: allowed.table.title }, { rule: rule.id });
        return lose(`it is not one of ${allowed.table.title}`);
      }
      return Made.from(rule, 'identifier', { system: kind.system ?? '', value }, element);
    }
    return lose(kind?.reason ?? 'its kind has no place in FHIR');
  };
};

/** An identifier with its system: an object with use, system and value. Rules: ruling D23; conversion rules 12. */
export const identifier = (rule: Rule, row: IdentifierRow, context: Context): Maker =>
  row.by === undefined ? byForm(rule, row, context) : byCode(rule, row, row.by, context);
