import type { Fault } from './mutate-xml.js';
import { pick, type Random } from './random.js';
import { allIn, childrenOf, isNode, type Node, node, textOf, textPart } from './xml-tree.js';

const TEXTS = new Set(['Text01', 'RefuseText']);
const MARKUP = ['Break', 'Space', 'Bold', 'Italic', 'Underline', 'Right', 'Center', 'FixedFont'];
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

interface Place {
  node: Node;
  parent: Node;
}

/** Any element but the root. */
const anywhere = (root: Node, next: Random): Place => pick(allIn(root).slice(1), next) as Place;
const anyElement = (root: Node, next: Random): Node => pick(allIn(root), next).node;
const groupsIn = (root: Node): Node[] =>
  allIn(root)
    .map((one) => one.node)
    .filter((one) => childrenOf(one).length > 0 && !TEXTS.has(one.name) && !MARKUP.includes(one.name));
const textsIn = (root: Node): Node[] =>
  allIn(root)
    .map((one) => one.node)
    .filter((one) => TEXTS.has(one.name) || MARKUP.includes(one.name));

const insert = (parent: Node, what: Node, next: Random): void => {
  parent.parts.splice(Math.floor(next() * (parent.parts.length + 1)), 0, what);
};
const without = ({ node: one, parent }: Place): void => {
  parent.parts.splice(parent.parts.indexOf(one), 1);
};
const copyOf = (one: Node): Node => structuredClone(one);

/** Puts so many more of an element behind it. */
const repeated = ({ node: one, parent }: Place, times: number): void => {
  const more = Array.from({ length: times }, () => copyOf(one));
  parent.parts.splice(parent.parts.indexOf(one), 0, ...more);
};

const REPEATABLE = ['ClinicalInformation', 'Reference', 'BinaryObject', 'OriginalLetter'];

/** Elements that exclude each other, or that are there in other letters only. */
const others = (): Node[] => [
  node('CivilRegistrationNumber', '2512489996'),
  node('AlternativeIdentifier', '2512481AB6'),
  node('SystemInformation', 'true'),
  node('Contents', 'Test'),
  node('URL', 'https://example.org'),
  node('SUP', 'true'),
  node('RefuseCode', 'syntaksfejl'),
  node('TypeCode', 'XDIS91'),
  node('Local_Elements', node('Own', 'x')),
  node('AdditionalInformation'),
  node('ClinicalInformation', node('Text01')),
];

/**
 * What stands between elements, or looks like it. (No blanks in CDATA: to XML they are blanks, and xmllint refuses them
 * for the way they are written.)
 */
const BETWEEN = [
  'tekst',
  ' ',
  '\n\t',
  '\u00a0',
  '\u2003',
  '\u0085',
  '\ufeff',
  '<![CDATA[x]]>',
  '&#32;',
  '&#xA0;',
  '<!-- x -->',
  '<?x y?>',
  '&#9;',
  '.',
];

const ATTRIBUTES = [
  ' id="1"',
  ' xml:lang="da"',
  ' xml:space="preserve"',
  ` ${XSI} xsi:schemaLocation="urn:x x.xsd"`,
  ` ${XSI} xsi:noNamespaceSchemaLocation="x.xsd"`,
  ` ${XSI} xsi:nil="true"`,
  ` ${XSI} xsi:nil="false"`,
  ` ${XSI} xsi:type="x"`,
  ` ${XSI} xsi:other="x"`,
  ` ${XSI}`,
  ' xmlns:own="urn:own"',
  ' xmlns:own="urn:own" own:id="1"',
];

const NAMESPACES = [
  '',
  'urn:x',
  'http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2006/07/01',
  'http://rep.oio.dk/medcom.dk/xml/schemas/2012/03/28/',
  'http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2005/08/07/',
  'HTTP://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2006/07/01/',
];

const NAMES = [
  'emne',
  'Identifier',
  'Subject',
  'Text01',
  'Date',
  'EANIdentifier',
  'Local_Elements',
  'NegativeReceipt',
  'Emessage',
];

/** The prefix of a document that has one throughout. */
const prefixed = (root: Node): void => {
  for (const { node: one } of allIn(root)) one.name = `m:${one.name}`;
  root.attributes = root.attributes.replace('xmlns=', 'xmlns:m=');
};

/** Faults of structure: elements, their order, number and names, and what stands around them. */
export const structureFaults: Readonly<Record<string, Fault>> = {
  'element removed': (root, next) => {
    without(anywhere(root, next));
    return true;
  },
  'element doubled': (root, next) => {
    repeated(anywhere(root, next), 1);
    return true;
  },
  'element moved among its neighbours': (root, next) => {
    const place = anywhere(root, next);
    without(place);
    insert(place.parent, place.node, next);
    return true;
  },
  'element moved elsewhere': (root, next) => {
    const place = anywhere(root, next);
    without(place);
    insert(pick(groupsIn(root), next), place.node, next);
    return true;
  },
  'neighbours exchanged': (root, next) => {
    const { parts } = pick(groupsIn(root), next);
    const at = parts.findIndex((part, i) => isNode(part) && i > 0);
    if (at < 0) return false;
    parts.splice(at - 1, 2, ...parts.slice(at - 1, at + 1).reverse());
    return true;
  },
  'element renamed': (root, next) => {
    const one = anyElement(root, next);
    one.name = pick([one.name.toLowerCase(), `${one.name}x`, `_${one.name}`, ...NAMES], next);
    return true;
  },
  'element emptied': (root, next) => {
    anyElement(root, next).parts = [];
    return true;
  },
  'element replaced by what it holds': (root, next) => {
    const { node: one, parent } = anywhere(root, next);
    parent.parts.splice(parent.parts.indexOf(one), 1, ...one.parts);
    return true;
  },
  'element put into one more of its name': (root, next) => {
    const one = anyElement(root, next);
    one.parts = [{ ...copyOf(one), attributes: '' }];
    return true;
  },
  'unknown element added': (root, next) => {
    insert(anyElement(root, next), node(pick(NAMES, next), ...(next() < 0.5 ? ['x'] : [])), next);
    return true;
  },
  'element of another letter added': (root, next) => {
    insert(pick(groupsIn(root), next), pick(others(), next), next);
    return true;
  },
  'alternative added or exchanged': (root, next) => {
    const choices = allIn(root).filter(({ node: one }) =>
      /^(CivilReg|Alternative|URL|SUP|BIN|SystemInf)/.test(one.name),
    );
    if (choices.length === 0) return false;
    const { node: one, parent } = pick(choices, next) as Place;
    if (next() < 0.5) repeated({ node: one, parent }, 1);
    const at = parent.parts.indexOf(one);
    parent.parts.splice(at, next() < 0.5 ? 1 : 0, pick(others().slice(0, 6), next));
    return true;
  },
  'count at or over the limit': (root, next) => {
    const places = allIn(root).filter(({ node: one }) => REPEATABLE.includes(one.name));
    if (places.length === 0) return false;
    const place = pick(places, next) as Place;
    const present = childrenOf(place.parent).filter((one) => one.name === place.node.name).length;
    const limit = place.node.name === 'OriginalLetter' ? 99 : 10;
    repeated(place, Math.max(1, limit + pick([-1, 0, 1, 5], next) - present));
    return true;
  },
  'another namespace': (root, next) => {
    const one = anyElement(root, next);
    one.attributes = ` xmlns="${pick(NAMESPACES, next)}"`;
    return true;
  },
  'another namespace for one element alone': (root, next) => {
    const one = anyElement(root, next);
    const namespace = /xmlns="([^"]*)"/.exec(root.attributes)?.[1] ?? '';
    if (one === root) return false;
    one.attributes = ` xmlns="${pick(NAMESPACES, next)}"`;
    for (const child of childrenOf(one)) child.attributes = ` xmlns="${namespace}"`;
    return true;
  },
  'prefixes throughout': (root, next) => {
    prefixed(root);
    if (next() < 0.5) {
      const one = anyElement(root, next);
      one.name = one.name.replace('m:', '');
    }
    return true;
  },
  'attribute added': (root, next) => {
    anyElement(root, next).attributes += pick(ATTRIBUTES, next);
    return true;
  },
  'text between elements': (root, next) => {
    const { parts } = pick(groupsIn(root), next);
    parts.splice(Math.floor(next() * (parts.length + 1)), 0, { written: pick(BETWEEN, next) });
    return true;
  },
  'layout throughout': (root, next) => {
    const layout = pick(['\n  ', '\r\n\t', ' ', '<!-- x -->', '\u00a0'], next);
    for (const group of groupsIn(root))
      group.parts = group.parts.flatMap((part) => [{ written: layout }, part]);
    return true;
  },
  'markup added to a text': (root, next) => {
    const texts = textsIn(root);
    if (texts.length === 0) return false;
    const name = pick([...MARKUP, 'Fed', 'break'], next);
    const inner = pick([[], ['x'], [' '], [node('Break')], [node(pick(MARKUP, next), 'x')]], next);
    insert(pick(texts, next), node(name, ...inner), next);
    return true;
  },
  'content of markup changed': (root, next) => {
    const texts = textsIn(root).filter((one) => MARKUP.includes(one.name));
    if (texts.length === 0) return false;
    const one = pick(texts, next);
    one.parts = pick(
      [
        [],
        [textPart('x')],
        [textPart(' ')],
        [{ written: '<!-- x -->' }],
        [{ written: '<?x y?>' }],
        [node('Space')],
      ],
      next,
    );
    return true;
  },
  'text given to an element of elements, or elements to one of text': (root, next) => {
    const one = anyElement(root, next);
    one.parts = childrenOf(one).length > 0 ? [textPart('tekst')] : [node('x', textOf(one))];
    return true;
  },
  'local elements added': (root, next) => {
    const own = node(
      'Local_Elements',
      ...pick([[], ['tekst'], [node('Any', 'x')], [node('Subject'), 'x']], next),
    );
    own.attributes = pick(['', ' id="1"', ' xmlns:x="urn:x" x:y="z"', ...ATTRIBUTES], next);
    insert(root, own, next);
    if (next() < 0.3) insert(root, copyOf(own), next);
    return true;
  },
  'letter doubled or missing': (root, next) => {
    const [, letter] = childrenOf(root);
    if (letter === undefined) return false;
    const copies = pick([0, 2, 3], next);
    root.parts = [
      ...root.parts.filter((part) => part !== letter),
      ...Array.from({ length: copies }, () => copyOf(letter)),
    ];
    return true;
  },
};
