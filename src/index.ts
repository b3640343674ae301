/**
 * medcom-convert as a library: DIS91 and XDIS91 (with BIN01 and XBIN01) to FHIR CareCommunication and the way back; EDIFACT
 * to OIOXML and the way back, receipts too.
 *
 * ```ts
 * import { createConverter, emptyDirectory, loadTables, readTableFiles, shippedTables } from 'medcom-convert';
 *
 * const converter = createConverter(loadTables(readTableFiles(shippedTables)), emptyDirectory);
 * const [letter] = converter.read({ name: 'letter.xml', bytes }).letters;
 * const { bundle, diagnostics } = converter.convert(letter, []);
 *
 * const { root } = converter.convertEnvelope(converter.read({ name: 'letter.edi', bytes }).letters);
 *
 * const { message } = converter.read({ name: 'message.json', bytes });
 * const { letters } = converter.convertMessage('message.json', message);
 * ```
 */
export { type Checked, checkTables } from './check/check.js';
export type { Layers } from './check/mend.js';
export type { ReadAcknowledgement } from './conversion/acknowledgement.js';
export { type Answered, answeredBy } from './conversion/answers.js';
export type { Options, Traced } from './conversion/conversion.js';
export { type Converter, createConverter } from './conversion/convert.js';
export type { ReceiptsConversion } from './conversion/convert-acknowledgement.js';
export type { EnvelopeConversion, EnvelopeLetter } from './conversion/convert-envelope.js';
export type { Conversion } from './conversion/convert-letter.js';
export type { MessageConversion } from './conversion/convert-message.js';
export type { AcknowledgementConversion } from './conversion/convert-receipts.js';
export {
  type Dispatched,
  type DocumentDescription,
  type DocumentKind,
  describeDocument,
  envelopeOf,
  messageOf,
} from './conversion/envelope.js';
export { kindOf, type LetterKind } from './conversion/kind.js';
export type { LetterIds } from './conversion/letter-ids.js';
export type { MadeLetter } from './conversion/made-letter.js';
export type { ReadMessage } from './conversion/message.js';
export { carriedObjects, referencedObjects } from './conversion/pairing.js';
export { envelopesOf, type Input, type Read } from './conversion/read.js';
export type { Trace } from './conversion/trace.js';
export { wrapDocument } from './conversion/wrap.js';
export { type Code, catalog } from './diagnostics/catalog.js';
export {
  type Diagnostic,
  DiagnosticError,
  hasError,
  type Place,
  type Severity,
  type Told,
  toldIn,
} from './diagnostics/diagnostic.js';
export { LANGUAGES, type Language } from './diagnostics/language.js';
export * from './directory/index.js';
export type { ByteSource } from './formats/byte-source.js';
export type { Format } from './formats/detect.js';
export { type Newlines, type SegmentOut, toEdifact } from './formats/edifact/write.js';
export type { Known } from './formats/envelope/elements.js';
export type {
  DocumentInfo,
  EndPoint,
  MetaInformation,
  ServiceTag,
  VansEnvelope,
  VansError,
  VansMessage,
  VansReceipt,
} from './formats/envelope/model.js';
export { readVansEnvelope, type VansRead } from './formats/envelope/read.js';
export {
  type Dispatch,
  negativeMessage,
  negativeVans,
  positiveMessage,
  type Quoted,
  quotedOf,
} from './formats/envelope/receipts.js';
export { toVansEnvelope } from './formats/envelope/write.js';
export { toJson } from './formats/fhir/json.js';
export { Base64, type FhirObject, type FhirValue } from './formats/fhir/model.js';
export { toXml } from './formats/fhir/xml.js';
export type { Letter } from './formats/oioxml/letters.js';
export { toOioxml } from './formats/oioxml/write.js';
export type { Element } from './formats/xml/element.js';
export {
  defaultLimits,
  type Limit,
  LimitFault,
  type LimitName,
  type Limits,
  limitTable,
  readLimits,
} from './limits.js';
export type { Unmappable } from './mapping/characters.js';
export type { EnvelopeTable } from './mapping/envelope.js';
export { readTableFiles, shippedTables, type TableFiles } from './mapping/files.js';
export type { Counts, Fate, InputEntry, Loss, OutputEntry, Status } from './mapping/ledger.js';
export { loadTables } from './mapping/load-tables.js';
export type { AnsweredLetter, Original, Party, Refusal, RefusalIssue } from './mapping/receipts/original.js';
export type { Tables } from './mapping/tables.js';
export type { CheckedMessage } from './validation/fhir/validate.js';
export { createValidator, type Validation, type Validator } from './validation/validator.js';
