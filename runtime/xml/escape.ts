const specialInText = /[&<>\r]/;
const specialInAttribute = /[&<"\t\n\r]/;

/** A string as character data. Carriage returns become references, or a reader would turn them into line feeds. */
export function escapeText(text: string): string {
  if (!specialInText.test(text)) return text;
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#xD;");
}

/** A string as attribute value between double quotes, spelled as Canonical XML spells it. */
export function escapeAttribute(text: string): string {
  if (!specialInAttribute.test(text)) return text;
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\t", "&#x9;")
    .replaceAll("\n", "&#xA;")
    .replaceAll("\r", "&#xD;");
}
