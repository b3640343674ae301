import type { Texts } from '../../entry.js';
import type { receipts as english } from '../receipts.js';

/** Kvitteringer og de meddelelser, de svarer på. */
export const receipts: Texts<typeof english> = {
  REC001: {
    message: 'Kvitteringen nævner en anden {party} af meddelelsen end den kendte.',
    hint: 'Bed afsenderen gentage meddelelsens organisationer; de kendte blev brugt.',
  },
  REC002: {
    message: 'Kvitteringen nævner {version} som brevets version, som er {known}.',
    hint: 'Bed afsenderen gentage brevets version; den kendte blev brugt.',
  },
  REC003: {
    message: 'Afvisningens tekst er længere, end en kvittering har plads til, og blev afkortet.',
    hint: 'Meddelelsens modtager har hele teksten.',
  },
  REC004: {
    message: 'Den {party}, som Acknowledgement nævner, er ikke den organisation, der {did} meddelelsen.',
    hint: 'Spørg den, der har skrevet den; kvitteringen nævner de organisationer, der står i Acknowledgement.',
  },
  REC005: {
    message: 'Kvitteringen svarer på en anden meddelelse end den kendte.',
    hint: "Find meddelelsen på de id'er, kvitteringen gentager; er der ingen, så send kvitteringen videre, som den er.",
  },
  REC006: {
    message: 'Provenance i Acknowledgement nævner en anden meddelelse end response.',
    hint: 'Spørg afsenderen; response blev brugt.',
  },
  REC007: {
    message: 'Acknowledgement godkender meddelelsen og oplyser desuden noget, som går tabt.',
    hint: 'En positiv kvittering har ingen tekst; den står i Acknowledgement.',
  },
  REC008: {
    message: 'Acknowledgement mangler noget, den skal have: {name} kendes ikke.',
    hint: 'Angiv det sammen med det, der huskes om den besvarede meddelelse.',
  },
  REC009: {
    message:
      'Meddelelsen blev godkendt, selv om den ikke blev konverteret helt ({cause}), hvilket en positiv kvittering ikke kan sige.',
    hint: 'Afsenderen får det ikke at vide; se, hvad der blev konverteret.',
  },
};
