/** The namespace of receipts. */
const NAMESPACE = 'http://rep.oio.dk/sundcom.dk/medcom.dk/xml/schemas/2005/08/07/';

/** An Emessage with these letters in the namespace of receipts. */
export const receiptMessage = (...letters: string[]): string =>
  `<Emessage xmlns="${NAMESPACE}"><Envelope><Sent><Date>2026-03-02</Date><Time>10:20</Time></Sent><Identifier>KV770</Identifier><AcknowledgementCode>minuspositivkvitt</AcknowledgementCode></Envelope>${letters.join('')}</Emessage>`;

const versions = {
  NegativeVansReceipt: ['XC0130Q', 'XCTL01'],
  NegativeReceipt: ['XC0230Q', 'XCTL02'],
  PositiveReceipt: ['XC0330Q', 'XCTL03'],
} as const;

const party = (name: string, ean: string): string =>
  `<${name}><EANIdentifier>${ean}</EANIdentifier></${name}>`;

/** A receipt by the name of its element, for a message from one invented organisation to another. */
export const receipt = (
  kind: keyof typeof versions,
  id: string,
  original = '',
  envelope = '091034',
): string => {
  const [version, message] = versions[kind];
  return [
    `<${kind}><Letter><Identifier>${id}</Identifier><VersionCode>${version}</VersionCode>`,
    `<StatisticalCode>${message}</StatisticalCode></Letter>`,
    party('Sender', '5790009999027') + party('Receiver', '5790009999010'),
    `<OriginalEmessage><OriginalEnvelopeIdentifier>${envelope}</OriginalEnvelopeIdentifier>`,
    party('OriginalSender', '5790009999010') + party('OriginalReceiver', '5790009999027'),
    `${original}</OriginalEmessage></${kind}>`,
  ].join('');
};

/** What is quoted of one letter, with the reason to refuse it if there is one. */
export const originalLetter = (id: string, reason = '', version = 'XD9134L'): string =>
  `<OriginalLetter><OriginalLetterIdentifier>${id}</OriginalLetterIdentifier><OriginalVersionCode>${version}</OriginalVersionCode>${reason}</OriginalLetter>`;

/** A reason to refuse, as code and text. */
export const refusal = (code: string, text: string): string =>
  `<RefuseCode>${code}</RefuseCode><RefuseText>${text}</RefuseText>`;

/** A receipt that refuses an envelope, and one letter of it for a reason of its own. */
export const negativeReceipt = receiptMessage(
  receipt(
    'NegativeReceipt',
    'KVIT1',
    refusal('syntaksfejl', 'Brevet kan ikke læses.<Break/>Send det igen.') +
      originalLetter('BREV1', refusal('problem_med_version', 'Ukendt<Space/>version')) +
      originalLetter('BREV2'),
  ),
);
