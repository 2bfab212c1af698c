import type { XmlElement } from "../read/document.js";
import { childElements, childrenNamed, textOf, valueOf } from "../read/elements.js";
import type { Annotation } from "./components.js";
import { languageOf, type Reading } from "./context.js";
import { namespaceOf, xsd, xsdNamespace } from "./names.js";

/** The annotations of an element, joined, with its attributes from other namespaces; nothing when there are none. */
export function readAnnotation(element: XmlElement, reading: Reading): Annotation | undefined {
  const foreignAttributes = element.attributes.filter(({ name }) => {
    const namespace = namespaceOf(name);
    return namespace !== "" && namespace !== xsdNamespace;
  });
  const annotations = childrenNamed(element, xsd("annotation"));
  if (annotations.length === 0 && foreignAttributes.length === 0) return undefined;
  const parts = annotations.flatMap((annotation) => childElements(annotation).map((part) => ({ annotation, part })));
  return {
    documentation: parts
      .filter(({ part }) => part.name === xsd("documentation"))
      .map(({ annotation, part }) => {
        const language = languageOf(part) ?? languageOf(annotation) ?? languageOf(element) ?? reading.source.language;
        const source = valueOf(part, "source");
        return {
          ...(language === undefined ? {} : { language }),
          ...(source === undefined ? {} : { source }),
          text: textOf(part),
          position: part.position,
        };
      }),
    appinfo: parts.flatMap(({ part }) => (part.name === xsd("appinfo") ? [part] : [])),
    foreignAttributes,
  };
}

/** For spreading into a component: the annotation when there is one. */
export function annotated(element: XmlElement, reading: Reading): { readonly annotation?: Annotation } {
  const annotation = readAnnotation(element, reading);
  return annotation === undefined ? {} : { annotation };
}
