/** The messages that are measured, all made here. Every person and organisation is invented. */

const XDIS91 = 'http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2006/07/01/';
const XBIN01 = 'http://rep.oio.dk/medcom.dk/xml/schemas/2012/03/28/';
const OBJECT = '0b5e3f7a-91c2-4d68-8e4f-2a7c6d9b1e30';

const head = (
  ns,
  letter,
  version,
  type,
  number,
) => `<Emessage xmlns="${ns}"><Envelope><Sent><Date>2026-03-02</Date>\
<Time>10:16</Time></Sent><Identifier>KUV${number}</Identifier><AcknowledgementCode>pluspositivkvitt</AcknowledgementCode>\
</Envelope><${letter}><Letter><Identifier>BRV${number}</Identifier><VersionCode>${version}</VersionCode>\
<StatisticalCode>${type}</StatisticalCode><Authorisation><Date>2026-03-02</Date><Time>10:15</Time></Authorisation>\
<TypeCode>${type}</TypeCode><StatusCode>nytbrev</StatusCode></Letter><Sender><EANIdentifier>5790009999010</EANIdentifier>\
<Identifier>091034</Identifier><IdentifierCode>ydernummer</IdentifierCode><OrganisationName>Testby Lægehus</OrganisationName>\
<TelephoneSubscriberIdentifier>99999999</TelephoneSubscriberIdentifier></Sender><Receiver>\
<EANIdentifier>5790009999027</EANIdentifier><Identifier>0101</Identifier><IdentifierCode>kommunenummer</IdentifierCode>\
<OrganisationName>Prøvekøbing Hjemmepleje</OrganisationName></Receiver><Patient>\
<CivilRegistrationNumber>2509479989</CivilRegistrationNumber><PersonSurnameName>Elmer</PersonSurnameName>\
<PersonGivenName>Bruno Test</PersonGivenName>`;

const letter = (
  reference,
) => `${head(XDIS91, 'ClinicalEmail', 'XD9134L', 'XDIS91', '2603020001')}<StreetName>Prøvevej 12</StreetName>\
<DistrictName>Testby</DistrictName><PostCodeIdentifier>9999</PostCodeIdentifier>\
<EpisodeOfCareStatusCode>inaktiv</EpisodeOfCareStatusCode></Patient><AdditionalInformation><Priority>rutine</Priority>\
<Subject>Tabletter om morgenen</Subject></AdditionalInformation><ClinicalInformation><Text01>Kære hjemmepleje.<Break/><Break/>\
Bruno har siden i fredags taget den nye tablet om morgenen og ikke om aftenen.<Break/>Vil I se til, at æsken bliver fyldt \
om?<Break/><Break/>Blodtryk måles på torsdag kl. 9 hos os. Han møder fastende og må gerne tage sin medicin først bagefter.\
<Break/>Ved spørgsmål kan I ringe i telefontiden mellem 8 og 9.<Break/><Break/>Venlig hilsen<Break/>Ida Prøve, \
sygeplejerske<Break/></Text01></ClinicalInformation>${reference}</ClinicalEmail></Emessage>`;

const object = (
  size,
) => `<ObjectCode>vektor_grafik</ObjectCode><ObjectExtensionCode>pdf</ObjectExtensionCode>\
<OriginalObjectSize>${size}</OriginalObjectSize>`;

/** A letter of about 2 KB. */
export const small = () => [Buffer.from(letter(''))];

/** A letter with a text of so many characters, in ten parts of lines like those of the small one. */
export const withText = (size) => {
  const [lines] = /<Text01>.*<\/Text01>/s.exec(letter(''));
  const text = lines.slice('<Text01>'.length, -'</Text01>'.length);
  const part = `<ClinicalInformation><Text01>${text.repeat(Math.ceil(size / 10 / text.length))}</Text01></ClinicalInformation>`;
  return [
    Buffer.from(letter('').replace(/<ClinicalInformation>.*<\/ClinicalInformation>/s, part.repeat(10))),
  ];
};

/** A letter with an attachment of so many bytes: the letter and its binary letter. */
export const withAttachment = (size) => {
  const content = Buffer.alloc(size, '%PDF-1.4 invented content ');
  const reference = `<Reference><RefDescription>Rapport</RefDescription><BIN><ObjectIdentifier>${OBJECT.replaceAll('-', '')}\
</ObjectIdentifier>${object(size)}</BIN></Reference>`;
  const binary = Buffer.concat([
    Buffer.from(
      `${head(XBIN01, 'BinaryLetter', 'XB0131X', 'XBIN01', '2603020002')}</Patient><BinaryObject><ObjectIdentifier>${OBJECT}\
</ObjectIdentifier>${object(size)}<Object_Base64Encoded>`,
    ),
    Buffer.from(content.toString('base64'), 'latin1'),
    Buffer.from('</Object_Base64Encoded></BinaryObject></BinaryLetter></Emessage>'),
  ]);
  return [Buffer.from(letter(reference)), binary];
};
