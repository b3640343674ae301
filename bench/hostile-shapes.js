/**
 * Documents that are made to take time or memory: each shape grows with a number. All of them are invented.
 */
const OIO = 'http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2006/07/01/';
const VAN = 'urn:oio:medcom:vans-envelope:1.0.4';

/** A letter with something in the place of its patient's notes. */
const letter = (within, attributes = '') =>
  `<Emessage xmlns="${OIO}"${attributes}><Envelope><Sent><Date>2026-03-02</Date><Time>10:16</Time></Sent>` +
  '<Identifier>KUV1</Identifier><AcknowledgementCode>pluspositivkvitt</AcknowledgementCode></Envelope><ClinicalEmail>' +
  '<Letter><Identifier>BRV1</Identifier><VersionCode>XD9134L</VersionCode><StatisticalCode>XDIS91</StatisticalCode>' +
  '<Authorisation><Date>2026-03-02</Date><Time>10:15</Time></Authorisation><TypeCode>XDIS91</TypeCode>' +
  '<StatusCode>nytbrev</StatusCode></Letter><Sender><EANIdentifier>5790009999010</EANIdentifier><Identifier>091034</Identifier>' +
  '<IdentifierCode>ydernummer</IdentifierCode><OrganisationName>Testby</OrganisationName></Sender><Receiver>' +
  '<EANIdentifier>5790009999027</EANIdentifier><Identifier>0101</Identifier><IdentifierCode>kommunenummer</IdentifierCode>' +
  '<OrganisationName>Hjemmepleje</OrganisationName></Receiver><Patient><CivilRegistrationNumber>2509479989' +
  '</CivilRegistrationNumber><PersonSurnameName>Elmer</PersonSurnameName><EpisodeOfCareStatusCode>inaktiv' +
  '</EpisodeOfCareStatusCode></Patient><AdditionalInformation><Priority>rutine</Priority><Subject>Emne</Subject>' +
  `</AdditionalInformation>${within}</ClinicalEmail></Emessage>`;

const text = (within) => letter(`<ClinicalInformation><Text01>${within}</Text01></ClinicalInformation>`);

const bundle = (more) => `{"resourceType":"Bundle","type":"message","entry":[],${more}}`;

const resource = (more) =>
  `{"resourceType":"Bundle","type":"message","timestamp":"2026-03-02T10:15:00+01:00","entry":[{"fullUrl":"urn:uuid:x","resource":` +
  `{"resourceType":"Patient","id":"x",${more}}}]}`;

const interchange = (body, count = 2) =>
  `UNA:+.? 'UNB+UNOC:3+5790009999010:14+5790009999027:14+260302:1016+KUV1'UNH+1+MEDDIS:D:91:UN:D9134L'` +
  `${body}UNT+${count}+1'UNZ+1+KUV1'`;

const envelope = (data, more = '') =>
  `<VANSEnvelope xmlns="${VAN}"><Sender EndPointType="EAN">5790009999010</Sender>${more}<Message><Data>${data}</Data></Message></VANSEnvelope>`;

const repeat = (make) => (count) => Array.from({ length: count }, (_, i) => make(i)).join('');
const nested = (open, close, within) => (count) => open.repeat(count) + within + close.repeat(count);

/** Shapes by name: of which format, what grows, and how large the larger of two sizes is. */
export const shapes = {
  // XML
  'XML: one long text': { size: 2e6, make: (n) => text('a'.repeat(n)) },
  'XML: an entity again and again': { size: 3e5, make: (n) => text('&amp;'.repeat(n)) },
  'XML: character references': { size: 3e5, make: (n) => text('&#230;'.repeat(n)) },
  'XML: an entity without an end': { size: 2e6, make: (n) => text(`&${'a'.repeat(n)}`) },
  'XML: marks on one letter': { size: 1e5, make: (n) => text(`a${'\u0301\u0327'.repeat(n / 2)}`) },
  'XML: ampersands alone': { size: 5e5, make: (n) => text('& '.repeat(n)) },
  'XML: & behind many references': { size: 3e5, make: (n) => text(`${'&amp;'.repeat(n)}& `) },
  'XML: one long comment': { size: 2e6, make: (n) => text(`<!--${'-a'.repeat(n / 2)}-->`) },
  'XML: many comments': { size: 1e5, make: (n) => text('a<!--b-->'.repeat(n)) },
  'XML: a comment without an end': { size: 2e6, make: (n) => text(`<!--${'a'.repeat(n)}`) },
  'XML: openings of comments': { size: 2e5, make: (n) => text(`${'<!--'.repeat(n)}&`) },
  'XML: many pieces of CDATA': { size: 1e5, make: (n) => text('<![CDATA[a]]>'.repeat(n)) },
  'XML: one long CDATA of brackets': { size: 2e6, make: (n) => text(`<![CDATA[${']'.repeat(n)}]]>`) },
  'XML: many processing instructions': { size: 1e5, make: (n) => text('<?a b?>'.repeat(n)) },
  'XML: one long attribute': { size: 2e6, make: (n) => letter('', ` a="${'a'.repeat(n)}"`) },
  'XML: many attributes': { size: 5e4, make: (n) => letter('', repeat((i) => ` a${i}="b"`)(n)) },
  'XML: many namespaces': { size: 5e4, make: (n) => letter('', repeat((i) => ` xmlns:a${i}="b"`)(n)) },
  'XML: namespaces within namespaces': {
    size: 50,
    fixed: true,
    make: (n) => letter(repeat((i) => `<a${i} xmlns:p="b">`)(n)),
  },
  'XML: deep': { size: 2e5, make: (n) => letter(nested('<a>', '</a>', '')(n)) },
  'XML: deep in a text': { size: 2e5, make: (n) => text(nested('<Bold>', '</Bold>', 'a')(n)) },
  'XML: a long name': { size: 1e6, make: (n) => letter(`<${'a'.repeat(n)}/>`) },
  'XML: many elements of one name': { size: 5e4, make: (n) => letter('<Reference/>'.repeat(n)) },
  'XML: many unknown elements': { size: 5e4, make: (n) => letter(repeat((i) => `<a${i}/>`)(n)) },
  'XML: many unknown texts': {
    size: 5e4,
    make: (n) =>
      letter('').replace(
        '</ClinicalEmail>',
        `</ClinicalEmail><Local_Elements>${repeat((i) => `<a${i}>b</a${i}>`)(n)}</Local_Elements>`,
      ),
  },
  'XML: breaks': { size: 1e5, make: (n) => text('<Break/>'.repeat(n)) },
  'XML: styles': { size: 5e4, make: (n) => text('<Bold>a</Bold>'.repeat(n)) },
  'XML: spaces': { size: 1e5, make: (n) => text('<Space/>'.repeat(n)) },
  'XML: blanks and line ends': { size: 1e6, make: (n) => text(`${' \n'.repeat(n / 2)}a`) },
  'XML: blanks only': { size: 1e6, make: (n) => text(`${' '.repeat(n)}a`) },
  'XML: blanks, and a line end elsewhere': { size: 2e5, make: (n) => text(`${' '.repeat(n)}a\nb`) },
  'XML: many letters': {
    size: 500,
    make: (n) =>
      letter('').replace(/<ClinicalEmail>.*<\/ClinicalEmail>/s, (one) =>
        repeat((i) => one.replace('BRV1', `BRV${i}`))(n),
      ),
  },
  'XML: many letters with faults': {
    size: 500,
    make: (n) =>
      letter('').replace(/<ClinicalEmail>.*<\/ClinicalEmail>/s, (one) =>
        one.replace('<Patient>', '<Patienter>').repeat(n),
      ),
  },
  'XML: many small attachments': {
    size: 2e3,
    make: (n) => letter(`<Object_Base64Encoded>${'A'.repeat(4096)}</Object_Base64Encoded>`.repeat(n)),
  },
  'XML: beginnings of attachments': { size: 1e5, make: (n) => letter('<Object_Base64Encoded>'.repeat(n)) },
  'XML: beginnings of attachments in a comment': {
    size: 1e5,
    make: (n) => letter(`<!--${'Object_Base64Encoded>'.repeat(n)}-->`),
  },
  'XML: an attachment of blanks': {
    size: 2e6,
    make: (n) => letter(`<Object_Base64Encoded>${' '.repeat(n)}</Object_Base64Encoded>`),
  },
  'XML: bytes that are no UTF-8, at the end': {
    size: 2e6,
    make: (n) => Buffer.concat([Buffer.from(text('æ'.repeat(n / 2))), Buffer.from([0xff])]),
  },
  'XML: line ends, and a fault at the end': { size: 2e6, make: (n) => `${text('a\n'.repeat(n / 2))}<` },
  // JSON
  'JSON: one long text': { size: 2e6, make: (n) => bundle(`"a":"${'a'.repeat(n)}"`) },
  'JSON: escapes': { size: 3e5, make: (n) => bundle(`"a":"${'\\n'.repeat(n)}"`) },
  'JSON: lone surrogates': { size: 2e5, make: (n) => bundle(`"a":"${'\\ud800'.repeat(n)}"`) },
  'JSON: a text without an end': {
    size: 2e6,
    make: (n) => bundle('').replace(/,}$/, `,"${'\\"'.repeat(n / 2)}`),
  },
  'JSON: deep objects': { size: 2e5, make: (n) => bundle(`"a":${nested('{"a":', '}', '1')(n)}`) },
  'JSON: deep lists': { size: 2e5, make: (n) => bundle(`"a":${nested('[', ']', '')(n)}`) },
  'JSON: many members': { size: 1e5, make: (n) => bundle(repeat((i) => `"a${i}":1,`)(n).slice(0, -1)) },
  'JSON: one member again and again': { size: 1e5, make: (n) => bundle('"a":1,'.repeat(n).slice(0, -1)) },
  'JSON: many objects with few members': {
    size: 5e4,
    make: (n) => bundle(`"a":[${'{"b":1},'.repeat(n).slice(0, -1)}]`),
  },
  'JSON: a list of values': { size: 2e5, make: (n) => bundle(`"a":[${'1,'.repeat(n).slice(0, -1)}]`) },
  'JSON: a list with a list beside it': {
    size: 5e4,
    make: (n) =>
      resource(
        `"given":[${'"a",'.repeat(n).slice(0, -1)}],"_given":[${'{"id":"a"},'.repeat(n).slice(0, -1)}]`,
      ),
  },
  'JSON: empty lists': { size: 5e4, make: (n) => bundle(repeat((i) => `"a${i}":[],`)(n).slice(0, -1)) },
  'JSON: one long number': { size: 1e6, make: (n) => bundle(`"a":${'9'.repeat(n)}`) },
  'JSON: blanks': { size: 2e6, make: (n) => bundle(`"a":${' '.repeat(n)}1`) },
  'JSON: many entries': {
    size: 2e4,
    make: (n) =>
      bundle('"x":1').replace(
        '"entry":[]',
        `"entry":[${repeat((i) => `{"fullUrl":"urn:uuid:${i}","resource":{"resourceType":"Patient","id":"${i}"}},`)(n).slice(0, -1)}]`,
      ),
  },
  'JSON: many references to one': {
    size: 2e4,
    make: (n) =>
      bundle('"x":1').replace(
        '"entry":[]',
        `"entry":[{"fullUrl":"urn:uuid:1","resource":{"resourceType":"CareTeam","id":"1","managingOrganization":[${'{"reference":"urn:uuid:1"},'.repeat(n).slice(0, -1)}]}}]`,
      ),
  },
  'JSON: many identifiers': {
    size: 2e4,
    make: (n) => resource(`"identifier":[${'{"system":"a","value":"b"},'.repeat(n).slice(0, -1)}]`),
  },
  'JSON: many extensions': {
    size: 2e4,
    make: (n) => resource(`"extension":[${'{"url":"a","valueString":"b"},'.repeat(n).slice(0, -1)}]`),
  },
  'JSON: many unknown members': {
    size: 2e4,
    make: (n) => resource(repeat((i) => `"a${i}":"b",`)(n).slice(0, -1)),
  },
  'JSON: many attachments': {
    size: 2e3,
    make: (n) => resource(`"photo":[${repeat(() => `{"data":"${'A'.repeat(4096)}"},`)(n).slice(0, -1)}]`),
  },
  'JSON: a narrative, long': {
    size: 5e5,
    make: (n) =>
      resource(
        `"text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">${'a '.repeat(n / 2)}</div>"}`,
      ),
  },
  'JSON: a narrative, deep': {
    size: 1e5,
    make: (n) =>
      resource(
        `"text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">${nested('<b>', '</b>', 'a')(n)}</div>"}`,
      ),
  },
  'JSON: a narrative of many elements': {
    size: 1e5,
    make: (n) =>
      resource(
        `"text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">${'<br/>'.repeat(n)}</div>"}`,
      ),
  },
  'JSON: a narrative of many attributes': {
    size: 2e4,
    make: (n) =>
      resource(
        `"text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\" ${repeat((i) => ` a${i}=\\"b\\"`)(n)}/>"}`,
      ),
  },
  'JSON: a narrative that nearly shows a value everywhere': {
    size: 4e5,
    make: (n) => {
      const value = `ab${'a'.repeat(398)}`;
      const phones = repeat((i) => `{"system":"phone","value":"${i % 2 === 0 ? 'cc' : value}"},`)(500);
      return resource(
        `"meta":{"profile":["http://medcomfhir.dk/ig/core/StructureDefinition/medcom-core-patient"]},"telecom":[${phones.slice(0, -1)}],` +
          `"text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">cc${'a'.repeat(n)}${value}</div>"}`,
      );
    },
  },
  'JSON: versions of a profile, and a line end': {
    size: 2e5,
    make: (n) => resource(`"meta":{"profile":["${'|'.repeat(n)}\\nx"]}`),
  },
  'JSON: one profile again and again, with many faults': {
    size: 5e3,
    make: (n) =>
      resource(
        `"meta":{"profile":[${'"http://medcomfhir.dk/ig/core/StructureDefinition/medcom-core-patient",'.repeat(n).slice(0, -1)}]},"telecom":[${'{"x":1},'.repeat(n).slice(0, -1)}]`,
      ),
  },
  'JSON: a narrative of one tag with many attributes': {
    size: 1e6,
    make: (n) =>
      resource(
        `"text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"${' a=\\"\\"'.repeat(n)}/>"}`,
      ),
  },
  'JSON: a narrative of ampersands': {
    size: 2e5,
    make: (n) =>
      resource(
        `"text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">${'&amp;'.repeat(n)}&</div>"}`,
      ),
  },
  // EDIFACT
  'EDIFACT: many unknown segments': { size: 2e4, make: (n) => interchange("XYZ+a:b'".repeat(n), n + 2) },
  'EDIFACT: many texts': {
    size: 2e4,
    make: (n) => interchange("S09+1'FTX+SPC+++linje et:linje to'".repeat(n), 2 * n + 2),
  },
  'EDIFACT: many names': { size: 2e4, make: (n) => interchange("NAD+PO+5790009999010:14'".repeat(n), n + 2) },
  'EDIFACT: many groups': {
    size: 2e4,
    make: (n) => interchange("S01+01'NAD+SLA+5790009999010:14'".repeat(n), 2 * n + 2),
  },
  'EDIFACT: one code again and again': {
    size: 2e4,
    make: (n) => interchange(`S11+11'${"PAS+pot'".repeat(n)}`, n + 3),
  },
  'EDIFACT: dates of which the last is meant': {
    size: 2e4,
    make: (n) => interchange(`S02+02'${"DTM+999:1'".repeat(n)}DTM+182:202603021015:203'`, n + 4),
  },
  'EDIFACT: a subject of many segments': {
    size: 2e4,
    make: (n) => interchange(`S14+14'${"FTX+OE+P00++a:b:c:d:e'".repeat(n)}`, n + 3),
  },
  'EDIFACT: an address of many segments': {
    size: 2e4,
    make: (n) => interchange(`S14+14'${"FTX+URL+P00++a:b:c:d:e\\'".repeat(n)}`, n + 3),
  },
  'EDIFACT: many elements': { size: 1e5, make: (n) => interchange(`NAD${'+a'.repeat(n)}'`, 3) },
  'EDIFACT: many components': { size: 1e5, make: (n) => interchange(`NAD+${':a'.repeat(n)}'`, 3) },
  'EDIFACT: many components of a text': {
    size: 1e5,
    make: (n) => interchange(`FTX+SPC+++a${':a'.repeat(n)}'`, 3),
  },
  'EDIFACT: a segment without an end': {
    size: 2e6,
    make: (n) => interchange(`FTX+${'a'.repeat(n)}`).replaceAll(/'UNT.*/g, ''),
  },
  'EDIFACT: release characters': { size: 1e6, make: (n) => interchange(`FTX+${'?'.repeat(n)}'`, 3) },
  'EDIFACT: released terminators': { size: 5e5, make: (n) => interchange(`FTX+${"?'".repeat(n)}'`, 3) },
  'EDIFACT: stray release characters': { size: 1e5, make: (n) => interchange(`FTX+${'?a:'.repeat(n)}'`, 3) },
  'EDIFACT: release characters in lines': {
    size: 5e5,
    make: (n) => interchange(`FTX+${'?\n'.repeat(n)}'`, 3),
  },
  'EDIFACT: line ends': { size: 1e6, make: (n) => interchange('\r\n'.repeat(n / 2)) },
  'EDIFACT: line ends in a value': {
    size: 1e6,
    make: (n) => interchange(`FTX+${'a\r\n'.repeat(n / 3)}'`, 3),
  },
  'EDIFACT: many interchanges': { size: 5e3, make: (n) => "UNB+UNOC:3+1:14+2:14+260302:1016+1'".repeat(n) },
  'EDIFACT: many interchanges in UTF-8': { size: 5e3, make: (n) => "UNB+UNOC:3+æ'".repeat(n) },
  'EDIFACT: many faults': { size: 5e3, make: (n) => "UNB+UNOC:3+1:14+2:14+260302:1016+1'x'".repeat(n) },
  'EDIFACT: many faults outside of interchanges': { size: 1e4, make: (n) => "UNA:+.? 'x'".repeat(n) },
  'EDIFACT: many messages': {
    size: 2e3,
    make: (n) => interchange("UNT+2+1'UNH+1+MEDDIS:D:91:UN:D9134L'".repeat(n), 2),
  },
  'EDIFACT: many UNA': { size: 2e4, make: (n) => "UNA:+.? '".repeat(n) },
  'EDIFACT: lengths that lie': {
    size: 5e3,
    make: (n) => interchange("UNO+1+++999999999'abcUNP+3+1'".repeat(n)),
  },
  'EDIFACT: objects without an end': { size: 2e4, make: (n) => interchange("UNO+1+++999'".repeat(n)) },
  'EDIFACT: ends of objects that are others': {
    size: 2e4,
    make: (n) => interchange(`UNO+1+++5'${"UNP+5+2'".repeat(n)}`),
  },
  'EDIFACT: UTF-8': { size: 5e5, make: (n) => interchange(`FTX+SPC+++${'æ'.repeat(n)}'`, 3) },
  'EDIFACT: control characters': { size: 5e4, make: (n) => interchange(`FTX+${'a\0:'.repeat(n)}'`, 3) },
  // envelopes
  'envelope: long': { size: 2e6, make: (n) => envelope('QUJD'.repeat(n / 4)) },
  'envelope: many faults': { size: 5e4, make: (n) => envelope('QUJD', '<Wrong/>'.repeat(n)) },
  'envelope: deep': { size: 1e5, make: (n) => envelope('QUJD', nested('<a>', '</a>', '')(n)) },
  'envelope: cut off, with many elements': {
    size: 5e4,
    make: (n) => envelope('QUJD', '<Wrong/>'.repeat(n)).slice(0, -20),
  },
};

/** The bytes of a shape. */
export const hostile = (name, size) => Buffer.from(shapes[name].make(size));
