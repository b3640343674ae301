/** The namespace of VANSEnvelope, schema 1.0.4. */
export const NAMESPACE = 'urn:oio:medcom:vans-envelope:1.0.4';

/** What an id of a sender or receiver is; a GLN is `EAN`. */
export const END_POINT_TYPES = ['EAN', 'CVR', 'VANS'] as const;
/** What a document is written in. */
export const DOCUMENT_FORMATS = ['XML', 'EDIFACT', 'HL7', 'Binary', 'Other'] as const;
/** Whether the receiving end answers with a receipt. */
export const TRANSPORT_TYPES = ['reliable', 'unreliable'] as const;

/** A sender or receiver. */
export interface EndPoint {
  id: string;
  type: (typeof END_POINT_TYPES)[number];
}

/** Word of a document's kind or contents, by the name of what it says. */
export interface ServiceTag {
  name: string;
  value: string;
}

/** What the document in an envelope is. */
export interface DocumentInfo {
  format: (typeof DOCUMENT_FORMATS)[number];
  name: string;
  version?: string | undefined;
  /** Bytes of the document before base64. */
  size: number;
}

/** What is told of a message beside the message itself. */
export interface MetaInformation {
  /** UUID of the message, which it keeps when it is sent again. */
  identifier: string;
  processing?: { provider: string; service: string } | undefined;
  document: DocumentInfo;
  transport?:
    | {
        type?: (typeof TRANSPORT_TYPES)[number] | undefined;
        /** Whether the network is asked to transform the document. */
        transform: boolean;
        serviceTags: readonly ServiceTag[];
      }
    | undefined;
}

/** A document on its way. */
export interface VansMessage<Data = Uint8Array> {
  kind: 'message';
  meta: MetaInformation;
  /** The document's bytes. */
  data: Data;
}

/** Why a receipt is negative. */
export interface VansError {
  /** A positive whole number. */
  code?: number | undefined;
  /** 1 to 512 characters. */
  description: string;
}

/** Word that an envelope arrived, or not; says nothing of whether its message was read. Rules: conversion rules 17.4. */
export type VansReceipt =
  | { kind: 'positiveMessage'; originalEnvelope: string; originalMessage: MetaInformation }
  | { kind: 'negativeMessage'; error: VansError; originalEnvelope: string; originalMessage: MetaInformation }
  | {
      kind: 'negativeVans';
      error: VansError;
      originalEnvelope: string;
      originalMessage?: MetaInformation | undefined;
    };

/** An envelope of MedCom's network with all it holds. Rules: conversion rules 17. */
export interface VansEnvelope<Data = Uint8Array> {
  sender: EndPoint;
  receiver: EndPoint;
  /** UUID, new for every dispatch. */
  identifier: string;
  /** The time as it is written, an xs:dateTime; usually local, without zone. */
  sent: string;
  content: VansMessage<Data> | VansReceipt;
}
