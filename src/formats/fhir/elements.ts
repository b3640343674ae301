/**
 * The elements of the FHIR R4 resources and data types that occur in CareCommunication and Acknowledgement, in the
 * order XML demands. Source: FHIR messages, 12.2.
 *
 * Each element is written `name:type`, with `*` for one that is an array in JSON. Types in lower case are
 * primitive; `resource` is any resource, `xhtml` a narrative's div. `value[x]` of an extension is listed type by type.
 */
const types: Readonly<Record<string, string>> = {
  Bundle: 'id:id meta:Meta identifier:Identifier type:code timestamp:instant entry:BundleEntry*',
  BundleEntry: 'fullUrl:uri resource:resource',
  MessageHeader:
    'RESOURCE eventCoding:Coding destination:MessageDestination* sender:Reference source:MessageSource response:MessageResponse focus:Reference* definition:canonical',
  MessageDestination: 'extension:Extension* endpoint:url receiver:Reference',
  MessageSource: 'endpoint:url',
  MessageResponse: 'identifier:id code:code details:Reference',
  Communication:
    'RESOURCE identifier:Identifier* status:code category:CodeableConcept* priority:code subject:Reference topic:CodeableConcept encounter:Reference sent:dateTime received:dateTime recipient:Reference* sender:Reference payload:Payload*',
  Payload:
    'extension:Extension* contentString:string contentAttachment:Attachment contentReference:Reference',
  Patient:
    'RESOURCE identifier:Identifier* active:boolean name:HumanName* telecom:ContactPoint* gender:code birthDate:date deceasedBoolean:boolean deceasedDateTime:dateTime address:Address* managingOrganization:Reference',
  Encounter:
    'RESOURCE identifier:Identifier* status:code class:Coding subject:Reference episodeOfCare:Reference* period:Period serviceProvider:Reference',
  Organization:
    'RESOURCE identifier:Identifier* active:boolean type:CodeableConcept* name:string telecom:ContactPoint* address:Address*',
  Practitioner: 'RESOURCE identifier:Identifier* name:HumanName* telecom:ContactPoint*',
  PractitionerRole:
    'RESOURCE identifier:Identifier* practitioner:Reference organization:Reference code:CodeableConcept* telecom:ContactPoint*',
  CareTeam:
    'RESOURCE identifier:Identifier* status:code name:string managingOrganization:Reference* telecom:ContactPoint*',
  Provenance:
    'RESOURCE target:Reference* occurredDateTime:dateTime recorded:instant activity:CodeableConcept agent:ProvenanceAgent* entity:ProvenanceEntity*',
  ProvenanceAgent: 'who:Reference',
  ProvenanceEntity: 'role:code what:Reference',
  OperationOutcome: 'RESOURCE issue:Issue*',
  Issue: 'severity:code code:code details:CodeableConcept diagnostics:string expression:string*',
  Meta: 'profile:canonical*',
  Narrative: 'status:code div:xhtml',
  Extension:
    'extension:Extension* valueBoolean:boolean valueCode:code valueCoding:Coding valueContactPoint:ContactPoint valueDateTime:dateTime valueIdentifier:Identifier valueReference:Reference valueString:string',
  Identifier: 'use:code type:CodeableConcept system:uri value:string period:Period assigner:Reference',
  HumanName: 'use:code text:string family:string given:string* prefix:string* suffix:string*',
  Address:
    'use:code type:code text:string line:string* city:string district:string state:string postalCode:string country:string',
  ContactPoint: 'system:code value:string use:code rank:positiveInt',
  Coding: 'system:uri version:string code:code display:string',
  CodeableConcept: 'coding:Coding* text:string',
  Reference: 'reference:string type:uri identifier:Identifier display:string',
  Attachment:
    'contentType:code language:code data:base64Binary url:url size:unsignedInt hash:base64Binary title:string creation:dateTime',
  Period: 'start:dateTime end:dateTime',
};

/** An element of a type. */
export interface ElementDefinition {
  name: string;
  type: string;
  /** True if it is an array in JSON. */
  array: boolean;
  /** True if its type is primitive. */
  primitive: boolean;
}

const RESOURCE = 'id:id meta:Meta text:Narrative extension:Extension*';

const definitions = new Map<string, ReadonlyMap<string, ElementDefinition>>(
  Object.entries(types).map(([type, text]) => [
    type,
    new Map(
      text
        .replace('RESOURCE', RESOURCE)
        .split(' ')
        .map((word) => {
          const [name = '', spec = ''] = word.split(':');
          const array = spec.endsWith('*');
          const elementType = array ? spec.slice(0, -1) : spec;
          const primitive = /^[a-z]/.test(elementType) && elementType !== 'resource';
          return [name, { name, type: elementType, array, primitive }];
        }),
    ),
  ]),
);

/** The elements of a type in their order, by name; undefined for a type that does not occur in these messages. */
export const elementsOf = (type: string): ReadonlyMap<string, ElementDefinition> | undefined =>
  definitions.get(type);
