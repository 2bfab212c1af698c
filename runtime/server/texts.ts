/** What there is to tell. */
export type TextKey =
  | "media-type"
  | "encoding"
  | "content-encoding"
  | "too-large"
  | "too-slow"
  | "unreadable"
  | "not-xml"
  | "multipart"
  | "parts-too-large"
  | "version"
  | "must-understand"
  | "reply-to"
  | "operation"
  | "soap-action"
  | "authentication"
  | "invalid"
  | "not-all-listed"
  | "internal";

/** What callers are told, in both languages. None of it quotes the message. */
const texts: Readonly<Record<TextKey, { readonly da: string; readonly en: string }>> = {
  "media-type": { da: "Medietypen skal være {0}.", en: "The media type must be {0}." },
  encoding: { da: "Tegnsættet modtages ikke; brug UTF-8.", en: "The character set is not accepted; use UTF-8." },
  "content-encoding": { da: "Komprimerede beskeder modtages ikke.", en: "Compressed messages are not accepted." },
  "too-large": { da: "Beskeden er større end {0} bytes.", en: "The message is larger than {0} bytes." },
  "too-slow": { da: "Beskeden blev ikke modtaget inden for {0} ms.", en: "The message did not arrive within {0} ms." },
  unreadable: { da: "Beskeden kunne ikke modtages.", en: "The message could not be received." },
  "not-xml": {
    da: "Beskeden er ikke en gyldig SOAP-konvolut: {0}",
    en: "The message is not a sound SOAP envelope: {0}",
  },
  multipart: { da: "MIME-beskeden kan ikke læses.", en: "The MIME message cannot be read." },
  "parts-too-large": {
    da: "MIME-beskedens dele er flere eller større, end der modtages.",
    en: "The parts of the MIME message are more or larger than is accepted.",
  },
  version: { da: "Konvolutten skal være SOAP {0}.", en: "The envelope must be SOAP {0}." },
  "must-understand": {
    da: "Et obligatorisk headerelement kendes ikke.",
    en: "A mandatory header block is not understood.",
  },
  "reply-to": { da: "Svar sendes kun på samme forbindelse.", en: "Answers are sent on the same connection only." },
  operation: { da: "Ukendt operation.", en: "Unknown operation." },
  "soap-action": { da: "SOAPAction hører til en anden operation.", en: "SOAPAction belongs to another operation." },
  authentication: { da: "Kaldet er ikke tilladt.", en: "The call is not permitted." },
  invalid: { da: "Beskeden kunne ikke valideres.", en: "The message is not valid." },
  "not-all-listed": {
    da: "Der kan være flere fejl end de {0}, der er nævnt.",
    en: "There may be more errors than the {0} listed.",
  },
  internal: { da: "Intern fejl.", en: "Internal error." },
};

/** The sentence, with `{0}` filled in. */
export function sentence(key: TextKey, language: "da" | "en", value: string | number = ""): string {
  return texts[key][language].replace("{0}", () => String(value));
}
